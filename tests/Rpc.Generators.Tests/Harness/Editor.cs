using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Tests.Harness;

/// <summary>The generator in a driver that is kept from run to run, as an editor keeps it. The only place where tests run the generator.</summary>
internal sealed class Editor(Build build)
{
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new RemoteGenerator().AsSourceGenerator()],
        parseOptions: build.ParseOptions,
        optionsProvider: new BuildProperties(build.Properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the generator makes of the compilation, after those before it.</summary>
    public EditorRun Run(Compilation compilation)
    {
        _driver = _driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator failed.", exception);
        }

        Assert.Empty(result.Diagnostics);
        Held.AssertNothing(result);
        return new EditorRun(result);
    }
}
