/*
 * net.h - which addresses of the network are anybody's, and which are ours.
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whoever may give us an address to call must not lead us to the machines
 * beside us (security.md, section 7).  The question is always asked about the
 * address itself, after every name and every spelling has been resolved.
 */
#ifndef CORE_NET_H
#define CORE_NET_H

#include <stdbool.h>
#include <stddef.h>

enum { NET_BYTES = 16, NET_RANGES_MAX = 16 };

/* In the order of the network: IPv4 in the first 4 bytes, the rest is 0. */
struct net_address {
	bool is_v6;
	unsigned char bytes[NET_BYTES];
};

/* All addresses of that family that agree in the first bits. */
struct net_range {
	struct net_address start;
	int bits;
};

/* Ranges that are allowed besides: none outside a sandbox. */
struct net_list {
	size_t count;
	struct net_range ranges[NET_RANGES_MAX];
};

/* True and *out if text is an address: four decimal numbers with dots between
 * them, or IPv6 without brackets and zone. */
bool net_parse(const char *text, struct net_address *out);

bool net_in(const struct net_range *range, const struct net_address *address);

/* "127.0.0.1/32,::1/128" into *out; "" is the empty list.  False, *out
 * untouched, for anything else. */
bool net_list_parse(const char *text, struct net_list *out);

/* True if it is a host's of the public network, to the best of our knowledge
 * of what is set aside; an address that stands for another one (IPv4 in IPv6,
 * NAT64, 6to4, Teredo) is not. */
bool net_is_public(const struct net_address *address);

/* True if it is public, or in the list. */
bool net_is_allowed(const struct net_address *address,
    const struct net_list *besides);

#endif
