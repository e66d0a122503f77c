/*
 * Where a webhook may go, when it is tried again, when it is given up.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/webhook.h"

static const struct net_list nothing;

static bool
is_public(const char *text)
{
	struct net_address a;

	assert_true(net_parse(text, &a));
	return net_is_public(&a);
}

/* security.md, section 7; the first and the last of each, and what is next to
 * them. */
static void
what_is_set_aside_is_not_public(void **state)
{
	static const char *const refused[] = { "0.0.0.0", "0.255.255.255",
		"10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
		"127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.1",
		"169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1",
		"192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
		"198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.7",
		"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
		"::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
		"1fff:ffff::1", "2001::1", "2001:0:ffff::1", "2001:db8::1",
		"2002:7f00:1::", "3fff::1", "4000::1", "fc00::1", "fd00::1",
		"fe80::1", "fec0::1", "ff02::1" };
	static const char *const public[] = { "1.0.0.0", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "168.63.129.15", "168.63.129.17",
		"169.253.255.255", "169.255.0.0", "172.15.255.255",
		"172.32.0.0", "192.0.1.0", "192.0.3.0", "192.88.98.255",
		"192.88.100.0", "192.167.255.255", "192.169.0.0",
		"198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
		"203.0.112.255", "203.0.114.0", "223.255.255.255", "2000::1",
		"2001:1::1", "2001:db7::1", "2001:db9::1",
		"2001:4860:4860::8888", "2003::1", "2606::1", "3ffe::1",
		"3fff:1000::1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		if (is_public(refused[i]))
			fail_msg("%s", refused[i]);
	for (size_t i = 0; i < ARRAY_LEN(public); i++)
		if (!is_public(public[i]))
			fail_msg("%s", public[i]);
}

static void
an_address_has_one_spelling(void **state)
{
	static const char *const wrong[] = { "", "127.1", "0x7f.0.0.1",
		"0177.0.0.01", "2130706433", "127.0.0.1 ", " 127.0.0.1",
		"127.0.0.1.", "[::1]", "::1%lo", "1.2.3.4.5", "256.1.1.1",
		"example.org" };
	struct net_address a;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (net_parse(wrong[i], &a))
			fail_msg("%s", wrong[i]);
}

static bool
allows(const char *list, const char *text)
{
	struct net_address a;
	struct net_list l;

	assert_true(net_list_parse(list, &l));
	assert_true(net_parse(text, &a));
	return net_is_allowed(&a, &l);
}

static void
a_sandbox_can_allow_more_and_no_more_than_that(void **state)
{
	(void)state;
	assert_true(allows("127.0.0.1/32", "127.0.0.1"));
	assert_false(allows("127.0.0.1/32", "127.0.0.2"));
	assert_true(allows("127.0.0.0/9", "127.127.0.2"));
	assert_false(allows("127.0.0.0/9", "127.128.0.2"));
	assert_true(allows("10.0.0.0/8,::1/128", "::1"));
	assert_false(allows("10.0.0.0/8,::1/128", "::2"));
	assert_false(allows("::/0", "127.0.0.1"));
	assert_true(allows("0.0.0.0/0", "127.0.0.1"));
	assert_true(allows("", "8.8.8.8"));
	assert_false(allows("", "127.0.0.1"));
}

static void
a_list_of_networks_is_refused_whole(void **state)
{
	static const char *const wrong[] = { "127.0.0.1", "127.0.0.1/",
		"127.0.0.1/33", "::1/129", "127.0.0.1/-1", "127.0.0.1/8,",
		",127.0.0.1/8", "127.0.0.1/8,,::1/128", "localhost/8", "/8",
		"127.0.0.1/8 ", "127.0.0.1/0008" };
	struct net_list l = { .count = 7 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (net_list_parse(wrong[i], &l))
			fail_msg("%s", wrong[i]);
	assert_int_equal(l.count, 7);
}

static void
an_address_must_be_https_and_public(void **state)
{
	static const char *const fine[] = { "https://hooks.example.org",
		"https://hooks.example.org/", "https://a.b/c?d=e&f=%20",
		"https://hooks.example.org:443/x",
		"https://hooks.example.org:8443/x", "https://8.8.8.8/x",
		"https://[2606:4700::1111]:1024/x", "https://a.b?x" };
	static const char *const wrong[] = { "", "h", "https:", "https://",
		"http://hooks.example.org/", "file:///etc/passwd", "ftp://a.b/",
		"gopher://a.b/", "HTTPS://a.b/", " https://a.b/",
		"https://a.b/ ", "https://a.b/\n", "https://a.b/#x",
		"https://u@a.b/", "https://u:p@a.b/", "https://a.b@127.0.0.1/",
		"https://a.b\\@127.0.0.1/", "https:///a.b/", "https://a.b:/",
		"https://a.b:80/", "https://a.b:22/", "https://a.b:65536/",
		"https://a.b:0443/", "https://a.b:443:443/", "https://a.b:x/",
		"https://a..b/", "https://.a.b/", "https://a.b./",
		"https://a_b.c/", "https://a.b%2f/", "https://a.b/%",
		"https://a.b/%4", "https://a.b/%zz", "https://localhost/",
		"https://LOCALHOST/", "https://a.localhost/",
		"https://intranet/", "https://127.0.0.1/", "https://127.1/",
		"https://2130706433/", "https://0x7f000001/",
		"https://0177.0.0.1/", "https://127.0.0.1:8443/",
		"https://10.1.2.3/", "https://169.254.169.254/latest",
		"https://[::1]/", "https://[::ffff:127.0.0.1]/",
		"https://[64:ff9b::7f00:1]/", "https://[fe80::1%25eth0]/",
		"https://[::1/", "https://::1/", "https://[8.8.8.8]/",
		"https://[2606:4700::1111]x/", "https://1.2.3.4.5/",
		"https://\xc3\xa9.org/", "https://a.b/\xc3\xa9",
		"https://a.b/<x>" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fine); i++)
		if (webhook_url_fault(fine[i], &nothing))
			fail_msg("%s", fine[i]);
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (!webhook_url_fault(wrong[i], &nothing))
			fail_msg("%s", wrong[i]);
}

static void
an_address_has_a_greatest_length(void **state)
{
	char url[WEBHOOK_URL_BYTES + 2] = "https://a.b/";

	(void)state;
	memset(url + strlen(url), 'x', WEBHOOK_URL_BYTES - strlen(url));
	assert_null(webhook_url_fault(url, &nothing));
	url[WEBHOOK_URL_BYTES] = 'x';
	assert_non_null(webhook_url_fault(url, &nothing));
}

static void
a_sandbox_can_be_sent_to_itself(void **state)
{
	struct net_list local;

	(void)state;
	assert_true(net_list_parse("127.0.0.1/32", &local));
	assert_null(webhook_url_fault("https://127.0.0.1:4433/", &local));
	assert_null(webhook_url_fault("https://localhost:4433/", &local));
	assert_non_null(webhook_url_fault("https://127.0.0.2:4433/", &local));
	assert_non_null(webhook_url_fault("https://127.1:4433/", &local));
	assert_non_null(webhook_url_fault("https://10.0.0.1/", &local));
}

static void
the_schedule_is_that_of_the_standard(void **state)
{
	static const int64_t schedule[] = { 5, 300, 1800, 7200, 18000, 36000,
		50400, 72000, 86400 };
	uint64_t seed = 1;

	(void)state;
	for (int n = 1; n <= (int)ARRAY_LEN(schedule); n++) {
		const int64_t base = schedule[n - 1];

		assert_int_equal(webhook_delay(n, 0), base);
		for (int i = 0; i < 100; i++) {
			int64_t d =
			    webhook_delay(n, (uint32_t)next_random(&seed));

			assert_in_range(d, base, base + base / 10);
		}
	}
	assert_int_equal(webhook_delay(WEBHOOK_ATTEMPTS, 0), -1);
	assert_int_equal(webhook_delay(0, 0), -1);
	/* Not all of one moment come again at one moment. */
	assert_int_not_equal(webhook_delay(3, 0), webhook_delay(3, 1));
}

static struct webhook_verdict
judge(int number, int status, enum delivery_failure failure, int64_t failing)
{
	const struct webhook_attempt a = { number, status, failure, failing };

	return webhook_judge(&a, 0);
}

static void
only_2xx_is_success(void **state)
{
	(void)state;
	for (int status = 100; status < 600; status++) {
		struct webhook_verdict v =
		    judge(1, status, DELIVERY_FAILURE__MAX, 0);

		if (status >= 200 && status < 300) {
			assert_int_equal(v.state, DELIVERY_DELIVERED);
			assert_int_equal(v.failure, DELIVERY_FAILURE__MAX);
		} else {
			assert_int_not_equal(v.state, DELIVERY_DELIVERED);
			assert_int_equal(v.failure, DELIVERY_FAILURE_STATUS);
		}
		assert_int_equal(v.disabled, status == 410
						 ? WEBHOOK_DISABLED_GONE
						 : WEBHOOK_DISABLED__MAX);
	}
	/* An answer that was cut off is none, whatever it began with. */
	assert_int_equal(judge(1, 200, DELIVERY_FAILURE_TIMEOUT, 0).state,
	    DELIVERY_WAITING);
}

static void
the_last_attempt_makes_a_dead_letter(void **state)
{
	(void)state;
	for (int n = 1; n < WEBHOOK_ATTEMPTS; n++)
		assert_int_equal(judge(n, 500, DELIVERY_FAILURE__MAX, 0).state,
		    DELIVERY_WAITING);
	assert_int_equal(judge(WEBHOOK_ATTEMPTS, 0, DELIVERY_FAILURE_TLS, 0)
			     .state,
	    DELIVERY_DEAD);
	assert_int_equal(judge(WEBHOOK_ATTEMPTS, 204, DELIVERY_FAILURE__MAX, 0)
			     .state,
	    DELIVERY_DELIVERED);
	assert_int_equal(judge(1, 410, DELIVERY_FAILURE__MAX, 0).state,
	    DELIVERY_DEAD);
}

static void
an_endpoint_that_fails_for_days_is_disabled(void **state)
{
	const int64_t patience = WEBHOOK_PATIENCE;

	(void)state;
	assert_int_equal(patience, 432000);
	assert_int_equal(judge(3, 500, DELIVERY_FAILURE__MAX, patience - 1)
			     .disabled,
	    WEBHOOK_DISABLED__MAX);
	assert_int_equal(judge(3, 500, DELIVERY_FAILURE__MAX, patience)
			     .disabled,
	    WEBHOOK_DISABLED_FAILING);
	assert_int_equal(judge(3, 200, DELIVERY_FAILURE__MAX, patience)
			     .disabled,
	    WEBHOOK_DISABLED__MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_is_set_aside_is_not_public),
		T(an_address_has_one_spelling),
		T(a_sandbox_can_allow_more_and_no_more_than_that),
		T(a_list_of_networks_is_refused_whole),
		T(an_address_must_be_https_and_public),
		T(an_address_has_a_greatest_length),
		T(a_sandbox_can_be_sent_to_itself),
		T(the_schedule_is_that_of_the_standard),
		T(only_2xx_is_success),
		T(the_last_attempt_makes_a_dead_letter),
		T(an_endpoint_that_fails_for_days_is_disabled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
