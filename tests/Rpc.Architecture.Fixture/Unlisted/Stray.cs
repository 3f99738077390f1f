namespace Planted.Unlisted;

public sealed class Stray;
