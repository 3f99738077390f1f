namespace Currency.Worker;

/// <summary>Where a feed has the rate of a pair: an http or https URL with <c>{from}</c> and <c>{to}</c> in it.</summary>
internal sealed class UrlTemplate
{
    private const int Longest = 2048;

    private readonly string _text;

    private UrlTemplate(string text) => _text = text;

    /// <summary>Reads a template.</summary>
    /// <param name="urlTemplate">The template; callers know it under this name.</param>
    /// <exception cref="ArgumentException">It is none; the message says why.</exception>
    public static UrlTemplate Parse(string urlTemplate)
    {
        var template = new UrlTemplate(urlTemplate);
        string? wrong = urlTemplate.Length > Longest ? $"A URL template has at most {Longest} characters."
            : !urlTemplate.Contains("{from}", StringComparison.Ordinal) || !urlTemplate.Contains("{to}", StringComparison.Ordinal) ? "A URL template holds {from} and {to}, where the codes of the currencies belong."
            : !Uri.TryCreate(template.Fill(new CurrencyPair("EUR", "USD")), UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") ? "A URL template begins with http:// or https:// and a host."
            : null;
        return wrong is null ? template : throw new ArgumentException(wrong, nameof(urlTemplate));
    }

    /// <summary>The URL for a pair.</summary>
    public Uri For(CurrencyPair pair) => new(Fill(pair));

    private string Fill(CurrencyPair pair) => _text.Replace("{from}", pair.From, StringComparison.Ordinal).Replace("{to}", pair.To, StringComparison.Ordinal);
}
