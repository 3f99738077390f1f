using Rpc.Scale.Cli;

return await ScaleCommand.Create().Parse(args).InvokeAsync();
