namespace Planted;

public sealed class Options;
