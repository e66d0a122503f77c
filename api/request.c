/*
 * request.c - one request, read with limits, before anybody believes it.
 *
 * nginx hands over the environment. Duplicate headers arrive as duplicate
 * variables, of which FCGX_GetParam() would show the first only: hence the
 * walk over all of them here. REMOTE_USER is whatever a client typed and
 * is not read at all.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/request.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/text.h"
#include "core/compiler.h"

enum { STREAM_BYTES = 16384 };

enum variable {
	V_METHOD,
	V_URI,
	V_DOCUMENT_URI,
	V_LENGTH,
	V_TYPE,
	V_REMOTE,
	V_ACCEPT,
	V_AUTHORIZATION,
	V_ENCODING,
	V_TYPE_AGAIN,
	V_LENGTH_AGAIN,
	V_COOKIE,
	V_FETCH_SITE,
	V_KEY,
	V_IF_MATCH,
	V_IF_NONE_MATCH,
	V_ORIGIN,
	V_PURPOSE,
	V_REQUEST_ID,
	V__MAX
};

/* The variables that count. CONTENT_TYPE is what nginx made of the header;
 * the header itself is read too, because only it shows a second one. */
static const char *const names[V__MAX] = {
	[V_METHOD] = "REQUEST_METHOD",
	[V_URI] = "REQUEST_URI",
	[V_DOCUMENT_URI] = "DOCUMENT_URI",
	[V_LENGTH] = "CONTENT_LENGTH",
	[V_TYPE] = "CONTENT_TYPE",
	[V_REMOTE] = "REMOTE_ADDR",
	[V_ACCEPT] = "HTTP_ACCEPT",
	[V_AUTHORIZATION] = "HTTP_AUTHORIZATION",
	[V_ENCODING] = "HTTP_CONTENT_ENCODING",
	[V_TYPE_AGAIN] = "HTTP_CONTENT_TYPE",
	[V_LENGTH_AGAIN] = "HTTP_CONTENT_LENGTH",
	[V_COOKIE] = "HTTP_COOKIE",
	[V_FETCH_SITE] = "HTTP_SEC_FETCH_SITE",
	[V_KEY] = "HTTP_IDEMPOTENCY_KEY",
	[V_IF_MATCH] = "HTTP_IF_MATCH",
	[V_IF_NONE_MATCH] = "HTTP_IF_NONE_MATCH",
	[V_ORIGIN] = "HTTP_ORIGIN",
	[V_PURPOSE] = "HTTP_PURPOSE",
	[V_REQUEST_ID] = "HTTP_X_REQUEST_ID",
};

static const struct {
	const char *name;
	enum method method;
	bool head;
} methods[] = {
	{ "GET", GET, false },
	{ "HEAD", GET, true },
	{ "POST", POST, false },
	{ "PUT", PUT, false },
	{ "PATCH", PATCH, false },
	{ "DELETE", DELETE, false },
};

static enum variable
which(const char *entry, size_t length)
{
	size_t i;

	for (i = 0; i < V__MAX; i++)
		if (strncmp(entry, names[i], length) == 0 &&
		    names[i][length] == '\0')
			break;
	return (enum variable)i;
}

/* Accept may come in several lines: they are one list. */
static struct err *
take(struct arena *a, const char **values, enum variable v, const char *value)
{
	if (strlen(value) > LIMIT_HEADER_BYTES)
		return err_new(a, ERR_HEADERS_TOO_LARGE,
		    "A header is longer than %d bytes.", LIMIT_HEADER_BYTES);
	if (values[v] == NULL) {
		values[v] = value;
		return NULL;
	}
	if (v == V_ACCEPT) {
		values[v] = arena_printf(a, "%s, %s", values[v], value);
		return NULL;
	}
	if (v == V_REQUEST_ID) {
		values[v] = "";
		return NULL;
	}
	return err_new(a, ERR_MALFORMED,
	    "A header that must stand once is there more than once.");
}

static struct err *
read_variables(struct arena *a, char *const *env, const char **values)
{
	struct err *first = NULL, *e;
	size_t headers = 0;

	for (; *env != NULL; env++) {
		const char *equals = strchr(*env, '=');
		enum variable v;

		if (equals == NULL)
			continue;
		headers += strncmp(*env, "HTTP_", 5) == 0;
		v = which(*env, (size_t)(equals - *env));
		if (v == V__MAX)
			continue;
		e = take(a, values, v, equals + 1);
		if (first == NULL)
			first = e;
	}
	if (first == NULL && headers > LIMIT_HEADERS)
		return err_new(a, ERR_HEADERS_TOO_LARGE,
		    "There are more than %d headers.", LIMIT_HEADERS);
	return first;
}

static bool
is_sane_id(const char *id)
{
	size_t n;

	if (id == NULL)
		return false;
	n = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		       "0123456789._-");
	return id[n] == '\0' && n >= 1 && n <= LIMIT_REQUEST_ID_BYTES;
}

static void
read_method(struct request *req, const char *name)
{
	size_t i;

	req->method_name = name != NULL ? name : "";
	req->method = METHOD__MAX;
	for (i = 0; i < ARRAY_LEN(methods); i++) {
		if (strcmp(req->method_name, methods[i].name) == 0) {
			req->method = methods[i].method;
			req->head = methods[i].head;
		}
	}
}

static bool
has_dots(const char *path)
{
	/* The one dotted name there is: RFC 8615. */
	if (strncmp(path, "/.well-known/", 13) == 0)
		path += 12;
	return strstr(path, "/.") != NULL;
}

static bool
is_plain_path(const char *path)
{
	return path[0] == '/' && strpbrk(path, "%;\\#") == NULL &&
	       strstr(path, "//") == NULL && !has_dots(path) &&
	       !text_has_control(path, strlen(path)) &&
	       text_is_utf8(path, strlen(path));
}

/*
 * A path with one spelling only: nginx has decoded and joined it into
 * DOCUMENT_URI, and whoever needed that is refused, so that no two parts of
 * the service can read one path in two ways.
 */
static struct err *
check_path(struct arena *a, const char *path, const char *normal)
{
	if (strlen(path) > LIMIT_PATH_BYTES)
		return err_new(a, ERR_URI_TOO_LONG,
		    "The path is longer than %d bytes.", LIMIT_PATH_BYTES);
	if (is_plain_path(path) &&
	    (normal == NULL || strcmp(path, normal) == 0))
		return NULL;
	return err_new(a, ERR_MALFORMED,
	    "The path is not in its plain form: no %%, ;, \\, // or dots.");
}

static struct err *
read_uri(struct arena *a, struct request *req, const char *uri,
    const char *normal)
{
	const char *mark = strchr(uri, '?');
	size_t length = mark != NULL ? (size_t)(mark - uri) : strlen(uri);
	const char *path = arena_printf(a, "%.*s", (int)length, uri);
	struct err *e = check_path(a, path, normal);

	if (e != NULL)
		return e;
	req->path = path;
	req->query_text = mark != NULL ? mark + 1 : "";
	if (strlen(req->query_text) > LIMIT_QUERY_BYTES)
		return err_new(a, ERR_URI_TOO_LONG,
		    "The query is longer than %d bytes.", LIMIT_QUERY_BYTES);
	req->query_fault = query_parse(a, req->query_text, &req->query);
	return NULL;
}

/* The number in text, or SIZE_MAX if it is none that we would read. */
static size_t
parse_length(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (text[digits] != '\0' || digits == 0 || digits > 12)
		return SIZE_MAX;
	return (size_t)strtoull(text, NULL, 10);
}

static struct err *
read_body(struct arena *a, struct request *req)
{
	size_t length = req->announced, got;
	char *body;

	if (length == SIZE_MAX)
		return err_new(a, ERR_MALFORMED,
		    "Content-Length is not a length.");
	if (length > LIMIT_BODY_BYTES)
		return err_new(a, ERR_TOO_LARGE,
		    "The body is longer than %d bytes.", LIMIT_BODY_BYTES);
	body = arena_zalloc(a, length + 1);
	got = length == 0
		  ? 0
		  : req->source->read(req->source->stream, body, length);
	if (got != length)
		return err_new(a, ERR_MALFORMED,
		    "The body is shorter than its Content-Length.");
	req->body = body;
	req->body_length = length;
	return NULL;
}

void
request_take_body(struct arena *a, struct request *req)
{
	if (req->taken || req->source == NULL)
		return;
	req->taken = true;
	req->body_fault = read_body(a, req);
}

static struct err *
check_streamed(struct arena *a, const struct request *req, size_t most)
{
	if (req->taken || req->source == NULL)
		return err_new(a, ERR_UNAVAILABLE,
		    "This could not be done; please send it again.");
	if (req->announced == SIZE_MAX)
		return err_new(a, ERR_MALFORMED,
		    "Content-Length is not a length.");
	if (req->announced == 0)
		return err_new(a, ERR_MALFORMED,
		    "The body is missing: the bytes are expected.");
	if (req->announced > most)
		return err_new(a, ERR_TOO_LARGE,
		    "The body is longer than %zu bytes.", most);
	return NULL;
}

struct err *
request_stream_body(struct arena *a, struct request *req, size_t most,
    struct err *(*give)(void *state, const void *buf, size_t n), void *state)
{
	struct err *e = check_streamed(a, req, most);
	size_t left = e == NULL ? req->announced : 0;
	char buf[STREAM_BYTES];

	if (e == NULL)
		req->taken = true;
	while (e == NULL && left > 0) {
		size_t n = left < sizeof(buf) ? left : sizeof(buf);

		n = req->source->read(req->source->stream, buf, n);
		if (n == 0 || n > left)
			return err_new(a, ERR_MALFORMED,
			    "The body is shorter than its Content-Length.");
		e = give(state, buf, n);
		left -= n;
	}
	return e;
}

static const char *
or_null(const char *value)
{
	return value != NULL && *value != '\0' ? value : NULL;
}

/* Who has one address of IPv6 has all 2^64 of its network: where addresses are
 * counted they are one. */
static const char *
who_asks(struct arena *a, const char *address)
{
	char network[INET6_ADDRSTRLEN];
	struct in6_addr v6;

	if (address == NULL)
		return "";
	if (inet_pton(AF_INET6, address, &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6))
		return address;
	memset(&v6.s6_addr[8], 0, 8);
	(void)inet_ntop(AF_INET6, &v6, network, sizeof(network));
	return arena_dup(a, network);
}

/* An empty Authorization or key is one that was given, and bad; an empty
 * variable of the others is nginx's way to say that there is none. */
static void
keep_headers(struct arena *a, struct request *req, const char *const *values)
{
	req->accept = or_null(values[V_ACCEPT]);
	req->authorization = values[V_AUTHORIZATION];
	req->content_encoding = or_null(values[V_ENCODING]);
	req->content_type = or_null(values[V_TYPE]);
	if (req->content_type == NULL)
		req->content_type = or_null(values[V_TYPE_AGAIN]);
	req->cookie = or_null(values[V_COOKIE]);
	req->fetch_site = or_null(values[V_FETCH_SITE]);
	req->idempotency_key = values[V_KEY];
	req->if_match = values[V_IF_MATCH];
	req->if_none_match = values[V_IF_NONE_MATCH];
	req->origin = or_null(values[V_ORIGIN]);
	req->purpose = or_null(values[V_PURPOSE]);
	req->remote_address = who_asks(a, values[V_REMOTE]);
}

struct err *
request_read(struct arena *a, const struct source *src, struct request *out)
{
	const char *values[V__MAX] = { 0 };
	struct err *e, *path_fault;
	const char *length;

	*out = (struct request){ .path = "/", .query_text = "" };
	out->session = src->session;
	e = read_variables(a, src->env, values);
	out->id = is_sane_id(values[V_REQUEST_ID])
		      ? arena_dup(a, values[V_REQUEST_ID])
		      : text_secret(a, 12);
	read_method(out, values[V_METHOD]);
	path_fault =
	    read_uri(a, out, values[V_URI] != NULL ? values[V_URI] : "",
		or_null(values[V_DOCUMENT_URI]));
	if (e == NULL)
		e = path_fault;
	if (e != NULL)
		return e;
	keep_headers(a, out, values);
	length = or_null(values[V_LENGTH]);
	out->source = src;
	out->announced = length == NULL ? 0 : parse_length(length);
	return NULL;
}

/* How closely range ("text/html", "text/", any) names media_type: 0 not at
 * all, 3 exactly. */
static int
closeness(const char *range, size_t length, const char *media_type)
{
	size_t slash = strcspn(media_type, "/") + 1;

	if (length == 3 && strncmp(range, "*/*", 3) == 0)
		return 1;
	if (length == slash + 1 && range[slash] == '*' &&
	    strncasecmp(range, media_type, slash) == 0)
		return 2;
	if (length == strlen(media_type) &&
	    strncasecmp(range, media_type, length) == 0)
		return 3;
	return 0;
}

/* Whether a range says ";q=0", by which it excludes what it names. */
static bool
is_excluding(const char *parameters)
{
	const char *at = parameters;

	while ((at = strchr(at, ';')) != NULL) {
		at += 1 + strspn(at + 1, " \t");
		if ((at[0] == 'q' || at[0] == 'Q') && at[1] == '=')
			return at[2] == '0' &&
			       strspn(at + 2, "0.") == strcspn(at + 2, "; \t");
	}
	return false;
}

struct err *
request_accepts(struct arena *a, const struct request *req,
    const char *media_type)
{
	const char *rest = req->accept, *item;
	bool acceptable = false;
	int closest = 0;

	if (rest == NULL)
		return NULL;
	while ((item = text_next_item(a, &rest)) != NULL) {
		size_t length = strcspn(item, "; \t");
		int close = closeness(item, length, media_type);

		if (close <= closest)
			continue;
		closest = close;
		acceptable = !is_excluding(item + length);
	}
	if (acceptable)
		return NULL;
	return err_new(a, ERR_NOT_ACCEPTABLE, "This is only to be had as %s.",
	    media_type);
}

/* True if parameters are none, or the charset that JSON has anyway. */
static bool
is_utf8_charset(const char *parameters)
{
	parameters += strspn(parameters, " \t");
	if (*parameters == '\0')
		return true;
	if (*parameters != ';')
		return false;
	parameters += 1 + strspn(parameters + 1, " \t");
	return strcasecmp(parameters, "charset=utf-8") == 0 ||
	       strcasecmp(parameters, "charset=\"utf-8\"") == 0;
}

struct err *
request_body_is(struct arena *a, const struct request *req,
    const char *media_type)
{
	const char *type = req->content_type;
	size_t length = strlen(media_type);

	if (req->content_encoding != NULL &&
	    strcasecmp(req->content_encoding, "identity") != 0)
		return err_new(a, ERR_UNSUPPORTED_MEDIA_TYPE,
		    "A body with a Content-Encoding is not read.");
	if (type != NULL && strncasecmp(type, media_type, length) == 0 &&
	    is_utf8_charset(type + length))
		return NULL;
	return err_new(a, ERR_UNSUPPORTED_MEDIA_TYPE,
	    "The body must be %s in UTF-8.", media_type);
}

const char *
request_cookie(struct arena *a, const struct request *req, const char *name)
{
	const char *at = req->cookie, *found = NULL;
	size_t length = strlen(name);

	while (at != NULL && *at != '\0') {
		size_t item;

		at += strspn(at, "; ");
		item = strcspn(at, ";");
		if (item > length && strncmp(at, name, length) == 0 &&
		    at[length] == '=') {
			if (found != NULL)
				return NULL;
			found = arena_printf(a, "%.*s",
			    (int)(item - length - 1), at + length + 1);
		}
		at += item;
	}
	return found;
}
