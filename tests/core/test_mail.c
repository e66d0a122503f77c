/*
 * The text of an e-mail, and when it is tried again.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/core/common.h"

#include <string.h>

#include "core/mail.h"
#include "core/webhook.h"

static struct mail_letter
letter(void)
{
	return (struct mail_letter){
		.id = "1b2c",
		.from = "no-reply@fairlot.example",
		.to = "jo@home.example",
		.subject = "R-2026-000123 is open for bids",
		.text = "It says what is needed.",
		.link = "https://fairlot.example/v1/referrals/30aa",
		.ending = mail_notice_ending,
		.written = INT64_C(1795348800), /* 2026-11-22T12:00:00Z */
	};
}

static void
a_message_is_whole(void **state)
{
	const struct mail_letter l = letter();

	assert_string_equal(mail_message(*state, &l),
	    "Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n"
	    "From: Fairlot <no-reply@fairlot.example>\r\n"
	    "To: <jo@home.example>\r\n"
	    "Subject: R-2026-000123 is open for bids\r\n"
	    "Message-ID: <1b2c@fairlot.example>\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=us-ascii\r\n"
	    "Content-Transfer-Encoding: 7bit\r\n"
	    "\r\n"
	    "It says what is needed.\r\n"
	    "\r\n"
	    "https://fairlot.example/v1/referrals/30aa\r\n"
	    "\r\n"
	    "You can choose of what you are sent e-mail, under "
	    "\"notification-preferences\".\r\n");
}

static void
no_header_holds_another_one(void **state)
{
	static const char *const bad[] = { "a@b\r\nBcc: c@d", "a@b\nX: y",
		"a b@c", "a@b,c@d", "a@b>", "<a@b", "a@", "@b", "a", "",
		"a@b@c", "\"a\"@b", "a@b\t", "\xc3\xa9@b" };
	struct mail_letter l;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(mail_address_is_plain(bad[i]));
		l = letter();
		l.to = bad[i];
		assert_null(mail_message(*state, &l));
		l = letter();
		l.from = bad[i];
		assert_null(mail_message(*state, &l));
	}
	l = letter();
	l.subject = "Open\r\nBcc: all@example.org";
	assert_null(mail_message(*state, &l));
	l = letter();
	l.id = "1\n2";
	assert_null(mail_message(*state, &l));
}

static void
a_text_cannot_end_the_message(void **state)
{
	struct mail_letter l = letter();

	l.text = "Yes\r\n.\r\nMAIL FROM:<a@b>";
	assert_non_null(
	    strstr(mail_message(*state, &l), "\r\nYes  .  MAIL FROM"));
}

static struct mail_verdict
judge(int number, int reply, enum delivery_failure failure)
{
	const struct mail_attempt a = { number, reply, failure };

	return mail_judge(&a, 0);
}

static void
what_was_taken_is_delivered(void **state)
{
	(void)state;
	assert_int_equal(judge(1, 250, DELIVERY_FAILURE__MAX).state,
	    DELIVERY_DELIVERED);
}

static void
what_is_refused_for_good_is_dead_at_once(void **state)
{
	(void)state;
	assert_int_equal(judge(1, 550, DELIVERY_FAILURE_STATUS).state,
	    DELIVERY_DEAD);
}

static void
all_else_is_tried_again_and_not_for_ever(void **state)
{
	(void)state;
	for (int n = 1; n < WEBHOOK_ATTEMPTS; n++) {
		struct mail_verdict v = judge(n, 421, DELIVERY_FAILURE_STATUS);

		assert_int_equal(v.state, DELIVERY_WAITING);
		assert_true(v.retry > 0);
	}
	assert_int_equal(judge(WEBHOOK_ATTEMPTS, 0, DELIVERY_FAILURE_CONNECTION)
			     .state,
	    DELIVERY_DEAD);
}

static void
r178_a_stranger_is_asked_to_confirm_and_told_nothing_else(void **state)
{
	struct mail_letter l = mail_confirmation;
	const char *message;

	l.id = "1b2c";
	l.from = "no-reply@fairlot.example";
	l.to = "ann@home.example";
	l.link = "https://fairlot.example/enquiries/confirm/#t0k3n";
	message = mail_message(*state, &l);
	assert_non_null(strstr(message, "\r\nSubject: Please confirm your "
					"enquiry\r\n"));
	assert_non_null(strstr(message, "/enquiries/confirm/#t0k3n\r\n"));
	assert_null(strstr(message, mail_notice_ending));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_message_is_whole),
		T(no_header_holds_another_one),
		T(a_text_cannot_end_the_message),
		T(what_was_taken_is_delivered),
		T(what_is_refused_for_good_is_dead_at_once),
		T(all_else_is_tried_again_and_not_for_ever),
		T(r178_a_stranger_is_asked_to_confirm_and_told_nothing_else),
	};

	return cmocka_run_group_tests_name("mail", tests, NULL, NULL);
}
