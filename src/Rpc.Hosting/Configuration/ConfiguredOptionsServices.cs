using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rpc.Hosting.Configuration;

/// <summary>Adds options that are read from a section of the configuration.</summary>
internal static class ConfiguredOptionsServices
{
    /// <summary>Adds options, which are read and checked when the host starts. What the program itself says of them is added after this.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">Where they stand in the configuration.</param>
    /// <param name="table">The keys there.</param>
    /// <param name="defaults">What the host says of itself, before the configuration.</param>
    /// <param name="check">What is wrong with the options as a whole, a sentence each.</param>
    public static void AddConfigured<TOptions>(this IServiceCollection services, string section, SettingTable<TOptions> table, Action<IServiceProvider, TOptions> defaults, Func<TOptions, IEnumerable<string>>? check = null)
        where TOptions : class, new()
    {
        services.AddOptions<TOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => new ConfigureOptions<TOptions>(options => defaults(provider, options)));
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => new ConfiguredOptions<TOptions>(provider.GetService<IConfiguration>(), section, table));
        if (check is not null)
        {
            services.AddSingleton<IValidateOptions<TOptions>>(new CheckedOptions<TOptions>(check));
        }
    }
}
