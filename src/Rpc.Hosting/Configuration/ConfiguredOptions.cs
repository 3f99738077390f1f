using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Rpc.Hosting.Configuration;

/// <summary>Options as the configuration says. What cannot be used there fails the start, all of it in one message.</summary>
internal sealed class ConfiguredOptions<TOptions>(IConfiguration? configuration, string section, SettingTable<TOptions> table) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options)
    {
        var problems = new List<string>();
        if (configuration is not null)
        {
            table.Apply(configuration.GetSection(section), options, problems);
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), problems);
        }
    }
}
