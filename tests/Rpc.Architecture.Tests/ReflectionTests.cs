using Rpc.Architecture.Tests.Reading;
using Rpc.Architecture.Tests.Reflection;

namespace Rpc.Architecture.Tests;

public sealed class ReflectionTests
{
    [Fact]
    public void The_runtime_looks_up_no_type_at_run_time()
    {
        using CompiledProject runtime = CompiledProject.Runtime();

        Assert.Fail_if_any(RunTimeReflection.In(runtime.Module));
    }

    [Fact]
    public void Planted_reflection_is_reported_and_a_type_known_to_the_compiler_is_not()
    {
        using CompiledProject fixture = CompiledProject.Fixture();

        IEnumerable<string> members = RunTimeReflection.In(fixture.Module).Select(problem => problem.Split(' ')[1]).Distinct(StringComparer.Ordinal);

        Assert.Equal(["Reflects.Build", "Reflects.Close", "Reflects.Create", "Reflects.Find", "Reflects.Scan"], members);
    }
}
