using Rpc.Calls;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>Everything that is tried. A new reader of bytes gets a line here or in one of the lists.</summary>
internal static class AllTargets
{
    private static readonly string[] Uris = ["rpc://localhost:9101/calculator", "rpcs://[::1]:1/a%20b", "rpc+unix:///run/a.sock#b", "rpc+mem://m/o", "rpcname:calc@localhost:9190", "rpcmeta:a,b@localhost:9190"];
    private static readonly string[] UriTokens = ["rpc://", "rpcs://", "rpc+unix://", "rpc+mem://", "rpcname:", "rpcmeta:", "/", ":", "@", "[", "]", "%", "%2F", "65535", "65536", ".", ",", "#", "?", "::1", "ö"];

    public static IEnumerable<FuzzTarget> Create() =>
    [
        .. ProtocolTargets.Create(),
        new AssemblerTarget(),
        new SkipTarget(),
        new TextTarget("text-uri", static text => RemoteUri.Parse(text).ToString(), Uris, UriTokens),
        new TextTarget("text-descriptor", static text => ContractDescriptor.Parse(text).ToJson(), [Descriptor], [.. Descriptor.Split('"').Select(part => $"\"{part}\""), "{", "}", "[", "]", ":", ",", "null", "true", "1e99", "\"\\ud800\""]),
        .. CodecTargets.Create(),
    ];

    private static string Descriptor => """
        {"name":"App.ICalculator","fingerprint":"01","summary":"S","methods":[{"name":"Add","signature":"Add(int):int","returns":"int","oneWay":false,"idempotent":true,"stream":false,"property":false,"clientStream":false,"progress":false,"summary":"s","timeout":5,"throws":["App.E"],"parameters":[{"name":"a","type":"int","default":"1"}]}],"types":[{"name":"App.P","shape":"{A:s}"}]}
        """;
}
