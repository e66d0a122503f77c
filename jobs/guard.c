/*
 * guard.c - asks of each connection to the world outside where it leads.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "jobs/guard.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static bool
read_address(const struct curl_sockaddr *from, struct net_address *out)
{
	const struct sockaddr *sa = &from->addr;
	struct net_address a = { .is_v6 = from->family == AF_INET6 };
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (from->family == AF_INET && from->addrlen >= sizeof(v4)) {
		memcpy(&v4, sa, sizeof(v4));
		memcpy(a.bytes, &v4.sin_addr, sizeof(v4.sin_addr));
	} else if (from->family == AF_INET6 && from->addrlen >= sizeof(v6)) {
		memcpy(&v6, sa, sizeof(v6));
		memcpy(a.bytes, &v6.sin6_addr, sizeof(v6.sin6_addr));
	} else {
		return false;
	}
	*out = a;
	return true;
}

/* The last word about where a connection goes, asked for each address after
 * names have been resolved, whatever they were. */
static curl_socket_t
guard_open(void *guard, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct guard *g = guard;
	struct net_address address;

	if (purpose != CURLSOCKTYPE_IPCXN || !read_address(to, &address) ||
	    !net_is_allowed(&address, g->besides)) {
		g->refused = true;
		return CURL_SOCKET_BAD;
	}
	g->begun = true;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

#define SET(option, value)                                                     \
	(curl_easy_setopt(easy, CURLOPT_##option, value) == CURLE_OK)

bool
guard_way(struct guard *g, CURL *easy, const char *protocols,
    const char *ca_file)
{
	return SET(PROTOCOLS_STR, protocols) &&
	       SET(REDIR_PROTOCOLS_STR, "https") && SET(FOLLOWLOCATION, 0L) &&
	       SET(PROXY, "") && SET(NETRC, (long)CURL_NETRC_IGNORED) &&
	       SET(DISALLOW_USERNAME_IN_URL, 1L) && SET(FRESH_CONNECT, 1L) &&
	       SET(FORBID_REUSE, 1L) && SET(DNS_CACHE_TIMEOUT, 0L) &&
	       SET(OPENSOCKETFUNCTION, guard_open) && SET(OPENSOCKETDATA, g) &&
	       SET(SSL_VERIFYPEER, 1L) && SET(SSL_VERIFYHOST, 2L) &&
	       SET(SSL_SESSIONID_CACHE, 0L) &&
	       SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) &&
	       SET(CAINFO, ca_file) && SET(CAPATH, NULL);
}
