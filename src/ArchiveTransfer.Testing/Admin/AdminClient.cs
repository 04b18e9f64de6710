using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace ArchiveTransfer.Testing.Admin;

/// <summary>The other side of <see cref="AdminServer"/>.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(Uri endpoint, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, content: null, type, cancellationToken);

    public Task<T> PostAsync<T>(string path, T order, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(order, type), type, cancellationToken);

    public Task<TAnswer> PostAsync<TOrder, TAnswer>(string path, TOrder order, JsonTypeInfo<TOrder> type, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(order, type), answer, cancellationToken);

    public Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, content: null, type, cancellationToken);

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.BadRequest)
        {
            var problem = await answer.Content.ReadFromJsonAsync(AdminJson.Default.AdminProblem, cancellationToken).ConfigureAwait(false);
            throw new ArgumentException(problem!.Error);
        }

        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false))!;
    }
}
