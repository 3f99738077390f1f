using Rpc;

namespace Past;

[Union(0, typeof(Volume))]
[Union(7, typeof(Magazine))]
public interface IItem;
