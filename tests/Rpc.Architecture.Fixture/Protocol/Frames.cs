namespace Planted.Protocol;

public sealed class FrameReader;

public sealed class CallHeader;
