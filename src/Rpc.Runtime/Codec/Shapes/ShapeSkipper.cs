namespace Rpc.Codec;

/// <summary>Goes over values by their shape. Every shape takes a byte at least, and no more than 64 are inside each other: the work is bounded by the input.</summary>
internal static class ShapeSkipper
{
    /// <summary>Skips the members that the peer's version of <paramref name="type"/> has beyond those that are known.</summary>
    public static void SkipMembers(ref RpcReader reader, PeerShapes shapes, string type, int known, int count)
    {
        Shape shape = shapes.Find(type);
        if (shape.Kind != ShapeKind.Object || shape.Inner.Count < count)
        {
            CodecErrors.ThrowFormat($"{count} members of {type} came, and the peer's shape of it has {shape.Inner.Count}.");
        }

        for (int i = known; i < count; i++)
        {
            Skip(ref reader, shapes, shape.Inner[i]);
        }
    }

    private static void Skip(ref RpcReader reader, PeerShapes shapes, Shape shape)
    {
        reader.Enter(0);
        switch (shape.Kind)
        {
            case ShapeKind.Fixed:
                reader.Take(shape.Size);
                break;
            case ShapeKind.Text:
                SkipText(ref reader);
                break;
            case ShapeKind.Reference:
                SkipReference(ref reader);
                break;
            case ShapeKind.List:
                SkipList(ref reader, shapes, shape.Inner[0]);
                break;
            case ShapeKind.Tuple:
                SkipEach(ref reader, shapes, shape, shape.Inner.Count);
                break;
            case ShapeKind.Optional:
                SkipOptional(ref reader, shapes, shape);
                break;
            case ShapeKind.Object:
                SkipObject(ref reader, shapes, shape);
                break;
            case ShapeKind.Union:
                SkipUnion(ref reader, shapes, shape);
                break;
            case ShapeKind.Named:
                Skip(ref reader, shapes, shapes.Find(shape.Name));
                break;
            case ShapeKind.Opaque:
                CodecErrors.ThrowFormat($"An unknown member of the peer's holds {shape.Name}, whose bytes only its own codec can skip.");
                break;
        }

        reader.Leave();
    }

    private static void SkipText(ref RpcReader reader)
    {
        int header = IntegerCodec<int>.Read(ref reader);
        if (header > reader.Remaining / sizeof(char))
        {
            CodecErrors.ThrowFormat($"A string of {header} characters cannot be in the {reader.Remaining} bytes that are left.");
        }
        else if (header >= 0)
        {
            reader.Take(header * sizeof(char));
        }
        else if (header != -1)
        {
            reader.Take(sizeof(int));
            reader.Take(~header);
        }
    }

    // Its id is not taken over: the peer's export of the object is released with the connection.
    private static void SkipReference(ref RpcReader reader)
    {
        if (reader.ReadHeader() >= 0)
        {
            SkipText(ref reader);
            reader.Take(sizeof(ulong));
        }
    }

    private static void SkipList(ref RpcReader reader, PeerShapes shapes, Shape element)
    {
        int count = reader.ReadCount(1);
        if (element.Kind == ShapeKind.Fixed && count > 0)
        {
            if ((long)count * element.Size > reader.Remaining)
            {
                CodecErrors.ThrowFormat($"{count} elements of {element.Size} bytes cannot be in the {reader.Remaining} that are left.");
            }

            reader.Take(count * element.Size);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Skip(ref reader, shapes, element);
        }
    }

    private static void SkipOptional(ref RpcReader reader, PeerShapes shapes, Shape shape)
    {
        int count = reader.ReadHeader();
        if (count > 1)
        {
            CodecErrors.ThrowFormat($"{count} is no flag of a nullable: null and 1 are.");
        }

        SkipEach(ref reader, shapes, shape, count);
    }

    private static void SkipObject(ref RpcReader reader, PeerShapes shapes, Shape shape)
    {
        int count = reader.ReadHeader();
        if (count > shape.Inner.Count)
        {
            CodecErrors.ThrowFormat($"{count} members came, and the peer's shape has {shape.Inner.Count}.");
        }

        SkipEach(ref reader, shapes, shape, count);
    }

    private static void SkipUnion(ref RpcReader reader, PeerShapes shapes, Shape shape)
    {
        int tag = reader.ReadTag();
        if (tag < 0)
        {
            return;
        }

        for (int i = 0; i < shape.Inner.Count; i++)
        {
            if (shape.Tags![i] == tag)
            {
                Skip(ref reader, shapes, shape.Inner[i]);
                return;
            }
        }

        CodecErrors.ThrowFormat($"{tag} is not a tag of the peer's union.");
    }

    private static void SkipEach(ref RpcReader reader, PeerShapes shapes, Shape shape, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Skip(ref reader, shapes, shape.Inner[i]);
        }
    }
}
