/*
 * net.c - which addresses of the network are anybody's, and which are ours.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "core/net.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/compiler.h"

enum { V4_BITS = 32, V6_BITS = 128, RANGE_TEXT = 64 };

/* What nobody's host has; of IPv6 all beyond 2000::/3 besides. */
static const char *const set_aside[] = {
	"0.0.0.0/8",        /* this network */
	"10.0.0.0/8",       /* private */
	"100.64.0.0/10",    /* between a carrier and its customers */
	"127.0.0.0/8",      /* this host */
	"168.63.129.16/32", /* the host below a virtual machine */
	"169.254.0.0/16",   /* this wire, and the metadata of clouds */
	"172.16.0.0/12",    /* private */
	"192.0.0.0/24",     /* of protocols */
	"192.0.2.0/24",     /* of examples */
	"192.88.99.0/24",   /* relays of 6to4 */
	"192.168.0.0/16",   /* private */
	"198.18.0.0/15",    /* of measurements */
	"198.51.100.0/24",  /* of examples */
	"203.0.113.0/24",   /* of examples */
	"224.0.0.0/4",      /* many at once */
	"240.0.0.0/4",      /* kept back, and everybody at once */
	"2001::/32",        /* Teredo: an IPv4 address inside */
	"2001:db8::/32",    /* of examples */
	"2002::/16",        /* 6to4: an IPv4 address inside */
	"3fff::/20",        /* of examples */
};
static const char of_all_v6[] = "2000::/3";

bool
net_parse(const char *text, struct net_address *out)
{
	struct net_address a = { .is_v6 = strchr(text, ':') != NULL };

	if (inet_pton(a.is_v6 ? AF_INET6 : AF_INET, text, a.bytes) != 1)
		return false;
	*out = a;
	return true;
}

bool
net_in(const struct net_range *range, const struct net_address *address)
{
	const unsigned char *x = range->start.bytes, *y = address->bytes;
	size_t whole = (size_t)range->bits / 8;
	int rest = range->bits % 8;

	if (range->start.is_v6 != address->is_v6 || memcmp(x, y, whole) != 0)
		return false;
	return rest == 0 || (x[whole] ^ y[whole]) >> (8 - rest) == 0;
}

/* Up to three digits; -1 if that is not all there is. */
static int
parse_bits(const char *text, int most)
{
	int n = 0;

	if (!*text || strlen(text) > 3)
		return -1;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		n = 10 * n + (*text - '0');
	}
	return n <= most ? n : -1;
}

/* text: length bytes "address/bits". */
static bool
parse_range(const char *text, size_t length, struct net_range *out)
{
	char copy[RANGE_TEXT], *slash;

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	slash = strchr(copy, '/');
	if (!slash)
		return false;
	*slash = '\0';
	if (!net_parse(copy, &out->start))
		return false;
	out->bits = parse_bits(slash + 1,
	    out->start.is_v6 ? (int)V6_BITS : (int)V4_BITS);
	return out->bits >= 0;
}

bool
net_list_parse(const char *text, struct net_list *out)
{
	struct net_list list = { 0 };

	while (*text) {
		const char *comma = strchr(text, ',');
		size_t n = comma ? (size_t)(comma - text) : strlen(text);

		if (list.count == NET_RANGES_MAX ||
		    !parse_range(text, n, &list.ranges[list.count]))
			return false;
		list.count++;
		text += n + (comma != NULL);
		if (comma && !*text)
			return false;
	}
	*out = list;
	return true;
}

static bool
is_within(const struct net_address *address, const char *range)
{
	struct net_range r;

	return parse_range(range, strlen(range), &r) && net_in(&r, address);
}

bool
net_is_public(const struct net_address *address)
{
	if (address->is_v6 && !is_within(address, of_all_v6))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(set_aside); i++) {
		if (is_within(address, set_aside[i]))
			return false;
	}
	return true;
}

bool
net_is_allowed(const struct net_address *address,
    const struct net_list *besides)
{
	for (size_t i = 0; i < besides->count; i++) {
		if (net_in(&besides->ranges[i], address))
			return true;
	}
	return net_is_public(address);
}
