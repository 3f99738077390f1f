using Rpc.Comparison.Cli;

return await ComparisonCommand.Create().Parse(args).InvokeAsync();
