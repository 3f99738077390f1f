using Contract;
using Rpc;

await using var client = new RpcClient();
IPhoneBook phones = client.Get<IPhoneBook>(args[0]);
Entry? ali = await phones.FindAsync("Ali");
Entry? nobody = await phones.FindAsync("Nobody");
Console.WriteLine($"{ali?.Name}: {string.Join(' ', ali?.Numbers ?? [])}; {(nobody is null ? "nobody" : "somebody")}");
