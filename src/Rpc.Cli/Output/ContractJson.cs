using System.Text.Json;
using Rpc.Calls;

namespace Rpc.Cli.Output;

/// <summary>A contract as JSON.</summary>
internal static class ContractJson
{
    public static void Write(Utf8JsonWriter writer, ContractDescriptor contract, RemoteUri uri)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", uri.ToString());
        writer.WriteString("name", contract.Name);
        writer.WriteString("fingerprint", contract.Fingerprint);
        writer.WriteString("summary", contract.Summary);
        if (contract.IsPartial)
        {
            writer.WriteBoolean("partial", true);
        }

        writer.WriteStartArray("methods");
        foreach (MethodDescriptor method in contract.Methods)
        {
            WriteMethod(writer, method);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("types");
        foreach (TypeDescriptor type in contract.Types)
        {
            writer.WriteStartObject();
            writer.WriteString("name", type.Name);
            writer.WriteString("shape", type.Shape);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteMethod(Utf8JsonWriter writer, MethodDescriptor method)
    {
        writer.WriteStartObject();
        writer.WriteString("name", method.Name);
        writer.WriteString("signature", method.Signature);
        writer.WriteString("returnType", method.ReturnType);
        writer.WriteBoolean("stream", (method.Traits & MethodTraits.ServerStream) != 0);
        writer.WriteBoolean("oneWay", (method.Traits & MethodTraits.OneWay) != 0);
        writer.WriteBoolean("idempotent", (method.Traits & MethodTraits.Idempotent) != 0);
        writer.WriteString("summary", method.Summary);
        writer.WriteStartArray("parameters");
        foreach (ParameterDescriptor parameter in method.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", parameter.Name);
            writer.WriteString("type", parameter.Type);
            writer.WriteString("default", parameter.Default);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
