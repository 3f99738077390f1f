namespace Planted;

public sealed record RemoteUri(string Text);
