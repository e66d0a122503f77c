/*
 * Rate limits, passwords, idempotency keys, settings and keys.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "tests/api/arena_fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/config.h"
#include "api/idempotency.h"
#include "api/keys.h"
#include "api/password.h"
#include "api/rate.h"
#include "api/roles.h"
#include "api/settings.h"

#define NOW INT64_C(1800000000) /* a window begins: divisible by 60 */

static void
a_quota_is_counted_down_and_then_refused(void **state)
{
	struct rate *r = rate_new(3);
	unsigned i;

	(void)state;
	for (i = 0; i < 3; i++) {
		struct rate_state s = rate_count(r, "alice", NOW + 10);

		assert_false(s.exceeded);
		assert_int_equal(s.remaining, 2 - i);
		assert_int_equal(s.reset, 50);
	}
	assert_true(rate_count(r, "alice", NOW + 59).exceeded);
	assert_false(rate_count(r, "bob", NOW + 59).exceeded);
	assert_false(rate_count(r, "alice", NOW + 60).exceeded);
	rate_free(r);
}

static void
no_quota_counts_nothing(void **state)
{
	struct rate *r = rate_new(0);
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		assert_false(rate_count(r, "alice", NOW).exceeded);
	rate_free(r);
}

static void
processes_count_together(void **state)
{
	struct rate *r = rate_new(1000);
	int i, j;

	(void)state;
	for (i = 0; i < 4; i++) {
		if (fork() == 0) {
			for (j = 0; j < 100; j++)
				(void)rate_count(r, "alice", NOW);
			_exit(0);
		}
	}
	while (wait(NULL) > 0)
		continue;
	assert_int_equal(rate_count(r, "alice", NOW).remaining, 1000 - 401);
	rate_free(r);
}

static void
a_full_table_blames_nobody_else(void **state)
{
	struct rate *r = rate_new(5);
	int i;

	for (i = 0; i < RATE_SLOTS * 2; i++)
		assert_false(
		    rate_count(r, arena_printf(*state, "stranger %d", i), NOW)
			.exceeded);
	assert_false(rate_count(r, "alice", NOW).exceeded);
	rate_free(r);
}

static void
new_passwords_have_few_rules(void **state)
{
	static const struct {
		const char *password;
		bool good;
	} cases[] = {
		{ "correct horse battery", true },
		{ "          x", true },
		{ "\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4"
		  "\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4"
		  "\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4\xf0\x9f\x90\xb4"
		  "\xf0\x9f\x90\xb4",
		    true }, /* ten characters */
		{ "short", false },
		{ "123456789", false },
		{ "Password1!", false },
		{ "QWERTYUIOP", false },
		{ "Priya@West.example", false }, /* the address itself */
		{ "", false },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct err *e = password_check(*state, "#/password",
		    cases[i].password, "priya@west.example");

		assert_int_equal(e == NULL, cases[i].good);
		if (e != NULL)
			assert_string_equal(e->pointer, "#/password");
	}
}

static void
a_long_passphrase_counts_to_its_last_letter(void **state)
{
	char hash[PASSWORD_HASH_BYTES];
	char *phrase = arena_zalloc(*state, 129);

	memset(phrase, 'a', 128);
	assert_true(password_hash_text(phrase, hash));
	assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_int_equal(password_verify(hash, phrase), PASSWORD_RIGHT);
	assert_int_equal(crypto_pwhash_str_verify(hash, phrase, 128), 0);
	phrase[127] = 'b';
	assert_int_equal(password_verify(hash, phrase), PASSWORD_WRONG);
	phrase[127] = '\0';
	assert_int_equal(password_verify(hash, phrase), PASSWORD_WRONG);
}

static void
nobody_has_no_password(void **state)
{
	(void)state;
	assert_int_equal(password_verify(NULL, "anything at all"),
	    PASSWORD_WRONG);
	assert_int_equal(password_verify("", "anything at all"),
	    PASSWORD_WRONG);
	assert_int_equal(password_verify("not a hash", "anything at all"),
	    PASSWORD_WRONG);
}

static const char *
make_directory(struct arena *a)
{
	char *path = arena_dup(a, "/tmp/fairlot-test.XXXXXX");

	assert_non_null(mkdtemp(path));
	return path;
}

/* With the files in it. */
static void
remove_directory(struct arena *a, const char *path)
{
	DIR *d = opendir(path);
	const struct dirent *entry;

	assert_non_null(d);
	/* One thread. NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while ((entry = readdir(d)) != NULL)
		(void)unlink(arena_printf(a, "%s/%s", path, entry->d_name));
	closedir(d);
	assert_int_equal(rmdir(path), 0);
}

static void
the_password_gate_lets_in_as_many_as_there_is_room_for(void **state)
{
	const char *run = make_directory(*state);
	struct password_gate *g[17];
	size_t i, in = 0;

	for (i = 0; i < ARRAY_LEN(g); i++)
		g[i] = password_gate_new(run, 4);
	while (in < ARRAY_LEN(g) && password_gate_enter(g[in], *state) == NULL)
		in++;
	assert_in_range(in, 1, ARRAY_LEN(g) - 1);
	password_gate_leave(g[0]);
	assert_null(password_gate_enter(g[in], *state));
	for (i = 0; i < ARRAY_LEN(g); i++)
		password_gate_free(g[i]);
	remove_directory(*state, run);
}

static void
whoever_finds_the_gate_shut_may_come_back(void **state)
{
	const char *run = make_directory(*state);
	struct password_gate *g = password_gate_new(run, 4);
	struct err *e;
	int i, fds[16];

	for (i = 0; i < 16; i++) {
		fds[i] =
		    open(arena_printf(*state, "%s/password.%d.lock", run, i),
			O_RDWR | O_CREAT, 0600);
		assert_int_equal(flock(fds[i], LOCK_EX), 0);
	}
	e = password_gate_enter(g, *state);
	assert_non_null(e);
	assert_int_equal(e->kind, ERR_TOO_MANY_REQUESTS);
	assert_int_equal(e->retry_after, 1);
	for (i = 0; i < 16; i++)
		close(fds[i]);
	password_gate_free(g);
	remove_directory(*state, run);
}

/* True if the file is locked by somebody. */
static bool
is_taken(struct arena *a, const char *run, const char *name)
{
	int fd =
	    open(arena_printf(a, "%s/%s", run, name), O_RDWR | O_CREAT, 0600);
	bool taken = flock(fd, LOCK_EX | LOCK_NB) != 0;

	close(fd);
	return taken;
}

/* A child waits in the only seat; true if we were sent away meanwhile. */
static bool
is_sent_away_at_once(struct arena *a, const char *run)
{
	struct password_gate *g = password_gate_new(run, 4);
	pid_t child = fork();
	bool away;

	if (child == 0) {
		_exit(
		    password_gate_enter(password_gate_new(run, 4), a) != NULL);
	}
	while (!is_taken(a, run, "password.seat.0.lock") &&
	       waitpid(child, NULL, WNOHANG) == 0)
		continue;
	away = password_gate_enter(g, a) != NULL &&
	       is_taken(a, run, "password.seat.0.lock");
	(void)waitpid(child, NULL, 0);
	password_gate_free(g);
	return away;
}

/* Or a flood of sign-ins would keep every worker waiting. */
static void
few_wait_at_the_password_gate(void **state)
{
	const char *run = make_directory(*state);
	struct password_gate *inside[17];
	size_t i, in = 0, tries = 0;

	for (i = 0; i < ARRAY_LEN(inside); i++)
		inside[i] = password_gate_new(run, 4);
	while (in < ARRAY_LEN(inside) &&
	       password_gate_enter(inside[in], *state) == NULL)
		in++;
	/* Whoever is kept from running for a tenth of a second tries again. */
	while (!is_sent_away_at_once(*state, run))
		assert_true(++tries < 20);
	for (i = 0; i < ARRAY_LEN(inside); i++)
		password_gate_free(inside[i]);
	remove_directory(*state, run);
}

static void
idempotency_keys_are_quoted_or_uuids(void **state)
{
	static const struct {
		const char *header, *key;
	} cases[] = {
		{ "\"a\"", "a" },
		{ "\"a b\"", "a b" },
		{ "\"a\\\"b\\\\c\"", "a\"b\\c" },
		{ "8E03978E-40d5-43e8-bc93-6894a57f9324",
		    "8e03978e-40d5-43e8-bc93-6894a57f9324" },
		{ "", NULL },
		{ "\"\"", NULL },
		{ "a", NULL },
		{ "\"a", NULL },
		{ "a\"", NULL },
		{ "\"a\"b", NULL },
		{ "\"a\";x=1", NULL },
		{ "\"a\\b\"", NULL },
		{ "\"a\\\"", NULL },
		{ "\"\xc3\xa9\"", NULL },
		{ "\"a\tb\"", NULL },
		{ "8e03978e-40d5-43e8-bc93-6894a57f932", NULL },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *key = NULL;
		struct err *e =
		    idempotency_parse(*state, cases[i].header, &key);

		assert_int_equal(e == NULL, cases[i].key != NULL);
		if (e == NULL)
			assert_string_equal(key, cases[i].key);
		else
			assert_int_equal(e->kind,
			    ERR_IDEMPOTENCY_KEY_MALFORMED);
	}
}

static void
idempotency_keys_have_a_longest(void **state)
{
	char *header = arena_zalloc(*state, LIMIT_IDEMPOTENCY_BYTES + 4);
	const char *key;

	memset(header, 'k', LIMIT_IDEMPOTENCY_BYTES + 2);
	header[0] = header[LIMIT_IDEMPOTENCY_BYTES + 1] = '"';
	assert_null(idempotency_parse(*state, header, &key));
	header[LIMIT_IDEMPOTENCY_BYTES + 1] = 'k';
	header[LIMIT_IDEMPOTENCY_BYTES + 2] = '"';
	assert_non_null(idempotency_parse(*state, header, &key));
}

static void
roles_are_given_downwards_and_sideways(void **state)
{
	(void)state;
	assert_true(role_may_manage(ROLE_LEAD, ROLE_LEAD));
	assert_true(role_may_manage(ROLE_LEAD, ROLE_COUNCIL));
	assert_false(role_may_manage(ROLE_LEAD, ROLE_AUDITOR));
	assert_false(role_may_manage(ROLE_LEAD, ROLE_PROVIDER));
	assert_false(role_may_manage(ROLE_LEAD, ROLE_PORTAL));
	assert_true(role_may_manage(ROLE_COUNCIL, ROLE_COUNCIL));
	assert_false(role_may_manage(ROLE_COUNCIL, ROLE_LEAD));
	assert_false(role_may_manage(ROLE_COUNCIL, ROLE_AUDITOR));
	assert_true(role_may_manage(ROLE_PROVIDER, ROLE_PROVIDER));
	assert_false(role_may_manage(ROLE_PROVIDER, ROLE_COUNCIL));
	assert_false(role_may_manage(ROLE_AUDITOR, ROLE_AUDITOR));
	assert_false(role_may_manage(ROLE_PORTAL, ROLE_PORTAL));
	assert_false(role_may_manage(ROLE_LEAD, ROLE__MAX));
	assert_false(role_may_manage(ROLE__MAX, ROLE_LEAD));
}

static void
silence_stderr(void)
{
	assert_non_null(freopen("/dev/null", "w", stderr));
}

static void
write_key(struct arena *a, const char *directory, const char *name,
    const char *text, mode_t mode)
{
	const char *path = arena_printf(a, "%s/%s", directory, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
}

#define GOOD_KEY                                                               \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define PUBLIC_KEY "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

static void
keys_are_private_and_whole(void **state)
{
	static const struct {
		const char *text;
		mode_t mode;
		bool good;
	} cases[] = {
		{ GOOD_KEY, 0600, true },
		{ GOOD_KEY "\n", 0400, true },
		{ GOOD_KEY, 0640, false },
		{ GOOD_KEY, 0604, false },
		{ GOOD_KEY "00", 0600, false },
		{ "0001", 0600, false },
		{ "", 0600, false },
		{ "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c"
		  "1d1e1f",
		    0600, false },
	};
	size_t i;

	silence_stderr();
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *d = make_directory(*state);
		struct keys keys;

		write_key(*state, d, "jwt.key", GOOD_KEY, 0600);
		write_key(*state, d, "cursor.key", GOOD_KEY, 0600);
		write_key(*state, d, "audit.pub", PUBLIC_KEY, 0644);
		write_key(*state, d, "webhook.pub", PUBLIC_KEY, 0644);
		write_key(*state, d, "mail.pub", PUBLIC_KEY, 0644);
		assert_false(keys_load(d, &keys));
		write_key(*state, d, "receipt.key", cases[i].text,
		    cases[i].mode);
		assert_int_equal(keys_load(d, &keys), cases[i].good);
		remove_directory(*state, d);
	}
}

static void
the_public_key_of_the_audit_log_is_one_that_others_cannot_write(void **state)
{
	static const struct {
		const char *text;
		mode_t mode;
		bool good;
	} cases[] = {
		{ PUBLIC_KEY, 0644, true },
		{ PUBLIC_KEY, 0664, false },
		{ PUBLIC_KEY, 0646, false },
		{ PUBLIC_KEY "=", 0644, false },
		{ "!" PUBLIC_KEY, 0644, false },
		{ GOOD_KEY, 0644, false },
		{ "", 0644, false },
	};
	unsigned char key[KEY_BYTES];
	size_t i;

	silence_stderr();
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		const char *d = make_directory(*state);

		assert_false(key_load_public(d, "audit.pub", key));
		write_key(*state, d, "audit.pub", cases[i].text, cases[i].mode);
		assert_int_equal(key_load_public(d, "audit.pub", key),
		    cases[i].good);
		remove_directory(*state, d);
	}
}

static void
set(const char *name, const char *value)
{
	/* One thread. NOLINTNEXTLINE(concurrency-mt-unsafe) */
	assert_int_equal(setenv(name, value, 1), 0);
}

static void
settings_come_from_the_environment(void **state)
{
	static const char *const names[] = { "FAIRLOT_BASE_URL",
		"FAIRLOT_SOCKET", "FAIRLOT_DB_STAFF", "FAIRLOT_DB_PUBLIC",
		"FAIRLOT_KEEPER_SOCKET", "FAIRLOT_KEYS", "FAIRLOT_RUN",
		"FAIRLOT_DOCUMENTS" };
	static const char *const counts[] = { "FAIRLOT_WORKERS",
		"FAIRLOT_DRAIN_SECONDS", "FAIRLOT_RATE_QUOTA",
		"FAIRLOT_SIGN_IN_QUOTA", "FAIRLOT_ENQUIRY_QUOTA" };
	struct settings s;
	size_t i;

	(void)state;
	silence_stderr();
	assert_false(settings_read(&s));
	for (i = 0; i < ARRAY_LEN(names); i++)
		set(names[i], names[i]);
	assert_false(settings_read(&s));
	for (i = 0; i < ARRAY_LEN(counts); i++)
		set(counts[i], "10");
	assert_false(settings_read(&s));
	set("FAIRLOT_DOCUMENT_BYTES", "1048576");
	assert_true(settings_read(&s));
	assert_int_equal(s.document_bytes, 1048576);
	assert_string_equal(s.scanner, "");
	assert_string_equal(s.base_url, "FAIRLOT_BASE_URL");
	assert_int_equal(s.sign_in_quota, 10);
	assert_int_equal(s.enquiry_quota, 10);
	set("FAIRLOT_WORKERS", "7");
	set("FAIRLOT_RATE_QUOTA", "0");
	assert_true(settings_read(&s));
	assert_int_equal(s.workers, 7);
	assert_int_equal(s.rate_quota, 0);
	set("FAIRLOT_WEBHOOK_ALLOW", "127.0.0.1");
	assert_false(settings_read(&s));
	set("FAIRLOT_WEBHOOK_ALLOW", "127.0.0.1/32");
	assert_true(settings_read(&s));
	assert_int_equal(s.webhook_allow.count, 1);
	set("FAIRLOT_WORKERS", "0");
	assert_false(settings_read(&s));
	set("FAIRLOT_WORKERS", "four");
	assert_false(settings_read(&s));
	set("FAIRLOT_WORKERS", "99999999999999999999");
	assert_false(settings_read(&s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_arena(a_quota_is_counted_down_and_then_refused),
		with_arena(no_quota_counts_nothing),
		with_arena(processes_count_together),
		with_arena(a_full_table_blames_nobody_else),
		with_arena(new_passwords_have_few_rules),
		with_arena(a_long_passphrase_counts_to_its_last_letter),
		with_arena(nobody_has_no_password),
		with_arena(
		    the_password_gate_lets_in_as_many_as_there_is_room_for),
		with_arena(whoever_finds_the_gate_shut_may_come_back),
		with_arena(few_wait_at_the_password_gate),
		with_arena(idempotency_keys_are_quoted_or_uuids),
		with_arena(idempotency_keys_have_a_longest),
		with_arena(roles_are_given_downwards_and_sideways),
		with_arena(keys_are_private_and_whole),
		with_arena(
		    the_public_key_of_the_audit_log_is_one_that_others_cannot_write),
		with_arena(settings_come_from_the_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
