using Npgsql;

namespace Rpc.Tasks.Postgres;

/// <summary>A statement with its parameters, in the order of their numbers in the text.</summary>
internal static class Statement
{
    public static NpgsqlBatchCommand Of(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // The texts are constants of our own; values are parameters.
        var statement = new NpgsqlBatchCommand(text);
#pragma warning restore CA2100
        foreach (NpgsqlParameter parameter in parameters)
        {
            statement.Parameters.Add(parameter);
        }

        return statement;
    }
}
