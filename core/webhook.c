/*
 * webhook.c - where a webhook may go, when it is tried again, and when it is
 * given up.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/webhook.h"

#include <string.h>

#include "core/compiler.h"

enum {
	STATUS_GONE = 410,
	PORT_HTTPS = 443,
	PORT_LEAST = 1024, /* below it other services listen */
	PORT_MOST = 65535,
	HOST_BYTES = 253,
	LABEL_BYTES = 63,
};

static const char scheme[] = "https://";
static const char no_port[] = "The port must be 443 or one from 1024 to 65535.";
static const char no_host[] =
    "The host must be a name such as hooks.example.org, or a public address.";
static const char not_public[] =
    "This address is not on the public network; nothing can be sent there.";

/* ------------------------------------------------------------- the address */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
starts_with(const char *s, const char *start)
{
	while (*start) {
		if (*s++ != *start++)
			return false;
	}
	return true;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What RFC 3986 has in a URL without a fragment, a percent sign with two
 * digits behind it among it; readers agree about nothing else. */
static bool
is_plain(const char *s)
{
	static const char others[] = "-._~:/?[]@!$&'()*+,;=%";
	static const char hex[] = "0123456789abcdefABCDEF";

	for (; *s; s++) {
		if (!is_letter(*s) && !is_digit(*s) && !strchr(others, *s))
			return false;
		if (*s == '%' && (!s[1] || !strchr(hex, s[1]) || !s[2] ||
				     !strchr(hex, s[2])))
			return false;
	}
	return true;
}

/* Labels of letters, digits and hyphens with dots between them. */
static bool
is_name(const char *host)
{
	size_t label = 0;

	for (const char *s = host; *s; s++) {
		if (*s == '.' && label == 0)
			return false;
		label = *s == '.' ? 0 : label + 1;
		if (label > LABEL_BYTES ||
		    (*s != '.' && *s != '-' && !is_letter(*s) && !is_digit(*s)))
			return false;
	}
	return label > 0;
}

/* A name whose last label begins with a digit is taken for a number by some:
 * 2130706433, 0x7f.1, 127.1. */
static bool
looks_like_a_number(const char *host)
{
	const char *last = host;

	for (const char *s = host; *s; s++) {
		if (*s == '.')
			last = s + 1;
	}
	return is_digit(*last);
}

static bool
ends_with_localhost(const char *host)
{
	static const char local[] = "localhost";
	size_t n = strlen(host), tail = sizeof(local) - 1;

	if (n < tail)
		return false;
	for (size_t i = 0; i < tail; i++) {
		char c = host[n - tail + i];

		if ((c | 0x20) != local[i])
			return false;
	}
	return true;
}

static const char *
name_fault(const char *host, const struct net_list *besides)
{
	if (!is_name(host) || looks_like_a_number(host))
		return no_host;
	if (besides->count > 0)
		return NULL;
	if (!strchr(host, '.') || ends_with_localhost(host))
		return not_public;
	return NULL;
}

/* host: without brackets. */
static const char *
host_fault(const char *host, bool bracketed, const struct net_list *besides)
{
	struct net_address address;

	if (!net_parse(host, &address))
		return bracketed ? no_host : name_fault(host, besides);
	if (address.is_v6 != bracketed)
		return no_host;
	return net_is_allowed(&address, besides) ? NULL : not_public;
}

/* text: length bytes behind the colon. */
static const char *
port_fault(const char *text, size_t length)
{
	long port = 0;

	if (length == 0 || length > 5 || text[0] == '0')
		return no_port;
	for (size_t i = 0; i < length; i++) {
		if (!is_digit(text[i]))
			return no_port;
		port = 10 * port + (text[i] - '0');
	}
	if (port == PORT_HTTPS || (port >= PORT_LEAST && port <= PORT_MOST))
		return NULL;
	return no_port;
}

/* authority: length bytes between the slashes and the path. */
static const char *
authority_fault(const char *authority, size_t length,
    const struct net_list *besides)
{
	const bool bracketed = length > 0 && authority[0] == '[';
	const char *end = memchr(authority, bracketed ? ']' : ':', length);
	const char *host = authority + bracketed, *fault;
	size_t n = end ? (size_t)(end - host) : length;
	char copy[HOST_BYTES + 1];

	if (n == 0 || n > HOST_BYTES || (bracketed && !end))
		return no_host;
	memcpy(copy, host, n);
	copy[n] = '\0';
	fault = host_fault(copy, bracketed, besides);
	if (fault)
		return fault;
	host += n + bracketed; /* what stands behind it */
	if (host == authority + length)
		return NULL;
	if (*host != ':')
		return no_host;
	return port_fault(host + 1, (size_t)(authority + length - host) - 1);
}

const char *
webhook_url_fault(const char *url, const struct net_list *besides)
{
	const char *authority;
	size_t length;

	if (strlen(url) > WEBHOOK_URL_BYTES)
		return "An address has at most 2,000 characters.";
	if (!starts_with(url, scheme))
		return "The address must begin with https://.";
	if (strchr(url, '#'))
		return "The address must have no fragment.";
	if (!is_plain(url))
		return "The address has characters that must be "
		       "percent-encoded.";
	authority = url + sizeof(scheme) - 1;
	for (length = 0; authority[length]; length++) {
		if (authority[length] == '/' || authority[length] == '?')
			break;
	}
	if (memchr(authority, '@', length))
		return "The address must have no user name and no password.";
	return authority_fault(authority, length, besides);
}

/* ------------------------------------------------------------ the schedule */

/* Seconds before each attempt; the first is made at once. */
static const int schedule[WEBHOOK_ATTEMPTS] = { 0, 5, 5 * 60, 30 * 60, 2 * 3600,
	5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600 };

int64_t
webhook_delay(int n, uint32_t chance)
{
	int64_t delay;

	if (n < 1 || n >= WEBHOOK_ATTEMPTS)
		return -1;
	delay = schedule[n];
	return delay + (int64_t)(chance % (uint32_t)(delay / 10 + 1));
}

static bool
is_success(const struct webhook_attempt *a)
{
	return a->failure == DELIVERY_FAILURE__MAX && a->status >= 200 &&
	       a->status <= 299;
}

static enum webhook_disabled_reason
reason_to_disable(const struct webhook_attempt *a)
{
	if (a->status == STATUS_GONE)
		return WEBHOOK_DISABLED_GONE;
	if (a->failing >= WEBHOOK_PATIENCE)
		return WEBHOOK_DISABLED_FAILING;
	return WEBHOOK_DISABLED__MAX;
}

struct webhook_verdict
webhook_judge(const struct webhook_attempt *attempt, uint32_t chance)
{
	struct webhook_verdict v = {
		.state = DELIVERY_DELIVERED,
		.failure = DELIVERY_FAILURE__MAX,
		.disabled = WEBHOOK_DISABLED__MAX,
	};

	if (is_success(attempt))
		return v;
	v.failure = attempt->failure == DELIVERY_FAILURE__MAX
			? DELIVERY_FAILURE_STATUS
			: attempt->failure;
	v.disabled = reason_to_disable(attempt);
	v.retry = attempt->status == STATUS_GONE
		      ? -1
		      : webhook_delay(attempt->number, chance);
	v.state = v.retry < 0 ? DELIVERY_DEAD : DELIVERY_WAITING;
	return v;
}
