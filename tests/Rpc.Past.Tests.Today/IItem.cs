using Rpc;

namespace Past;

[Union(0, typeof(Volume))]
[Union(7, typeof(Magazine))]
[Union(1, typeof(Record))]
public interface IItem;
