using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rpc.Hosting.Tests.Contracts;

namespace Rpc.Hosting.Tests;

/// <summary>Hosts that tests make: quiet, and with the settings of the test alone.</summary>
internal static class TestHost
{
    public static HostApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(settings.Select(static one => KeyValuePair.Create(one.Key, one.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<GreeterLife>();
        return builder;
    }
}
