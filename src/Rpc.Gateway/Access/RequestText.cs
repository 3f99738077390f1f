namespace Rpc.Gateway.Access;

/// <summary>Texts of requests, as they may stand in an answer or a log.</summary>
internal static class RequestText
{
    private const int Most = 100;

    public static string Printable(string text) => string.Concat((text.Length > Most ? text[..Most] + "…" : text).Select(static letter => char.IsControl(letter) ? '?' : letter));
}
