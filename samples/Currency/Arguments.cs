using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Currency.Worker;

namespace Currency;

/// <summary>How arguments are read, and what is said of wrong ones.</summary>
internal static class Arguments
{
    /// <summary>An option that is a whole number.</summary>
    public static Option<int> Number(string name, int least, int most, int usual, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < least || number > most)
            {
                result.AddError($"{name} is {least} to {most}, not '{text}'.");
            }

            return number;
        },
    };

    /// <summary>Reads a URL template.</summary>
    public static UrlTemplate? Template(ArgumentResult result)
    {
        try
        {
            return UrlTemplate.Parse(result.Tokens[0].Value);
        }
        catch (ArgumentException error)
        {
            result.AddError(error.Message);
            return null;
        }
    }
}
