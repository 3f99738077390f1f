namespace Rpc.Hosting.Configuration;

/// <summary>What a user is told of one key.</summary>
/// <param name="Key">The whole key, with <c>:</c> between its parts and <c>*</c> for the number of an entry.</param>
/// <param name="Type">What may be written: <c>time</c>, <c>number</c>.</param>
/// <param name="Default">What counts where nothing is written.</param>
/// <param name="Summary">What it is for, in a sentence.</param>
internal sealed record SettingInfo(string Key, string Type, string Default, string Summary);
