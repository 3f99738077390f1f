using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rpc.Gateway.Calls;

/// <summary>The body of a call: a JSON object by parameter names, an array in their order, or nothing.</summary>
internal static class RequestBody
{
    public static async Task<string> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength is 0 || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return "[]";
        }

        // Also what keeps a form of another site's page out, which a browser sends without asking.
        if (!request.HasJsonContentType())
        {
            throw new BadRequest(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "The arguments are JSON: send them with the header Content-Type: application/json.");
        }

        if (request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        byte[] bytes = new byte[Math.Min(most, request.ContentLength ?? 4_096) + 1];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(bytes.AsMemory(length), request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > most)
            {
                throw TooLarge(most);
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min((long)most + 1, bytes.Length * 2L));
            }
        }

        return Checked(bytes.AsMemory(0, length));
    }

    /// <summary>How many arguments there are.</summary>
    public static int Count(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : document.RootElement.EnumerateObject().Count();
    }

    private static string Checked(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "[]";
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object
                ? Encoding.UTF8.GetString(bytes.Span)
                : throw new BadRequest(StatusCodes.Status400BadRequest, "InvalidArgument", "The arguments are a JSON object by parameter names, or an array in their order.");
        }
        catch (JsonException exception)
        {
            throw new BadRequest(StatusCodes.Status400BadRequest, "InvalidArgument", $"The body is not JSON: {exception.Message}");
        }
    }

    private static BadRequest TooLarge(int most) => new(StatusCodes.Status413PayloadTooLarge, "ResourceExhausted", $"The body has more than {most} bytes, and {nameof(RpcGatewayOptions)}.{nameof(RpcGatewayOptions.MaxRequestBytes)} allows no more.");
}
