using Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc.Tasks;
using MailWorker;

// Where tasks are kept, how many run at a time and more is in appsettings.json, section Rpc:Tasks.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddRpcTasks().AddWorker().Handle<IMailer, Mailer>();
builder.Services.AddHealthChecks().AddRpcTasks();
IHost host = builder.Build();

// `dotnet run -- enqueue ali@example.org Hello` enqueues a task, lets it run here, and prints its result.
if (args is ["enqueue", var to, var subject, ..])
{
    await host.StartAsync();
    TaskHandle<string> mail = await host.Services.GetRequiredService<RpcTasks>().EnqueueAsync(MailerCalls.Send(to, subject));
    Console.WriteLine(await mail);
    await host.StopAsync();
    return;
}

await host.RunAsync();
