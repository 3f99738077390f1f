using Microsoft.AspNetCore.Http;

namespace Square.Web;

/// <summary>A file of the page, which may load nothing from elsewhere.</summary>
internal sealed class PageAsset(Stream content, string contentType, string policy) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using Stream asset = content;
        httpContext.Response.ContentType = contentType;
        httpContext.Response.Headers.ContentSecurityPolicy = policy;
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        await asset.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }
}
