"""test_question_library.py - questions that categories share, and what a
category says of itself before anybody applies.

SPDX-License-Identifier: Apache-2.0
"""
import pytest

from harness.client import pointers, slug

QUESTION = {"kind": "requirement", "code": "safeguarding",
            "question": "Is a policy in force, and reviewed each year?",
            "justification": "It protects those who are placed"}


@pytest.fixture
def scheme(world):
    return world.draft_scheme()


@pytest.fixture
def path(scheme):
    return f"/v1/schemes/{scheme['id']}"


def test_r193_the_same_question_id_in_every_category(
        world, lead, path):
    question = lead.make(f"{path}/questions", QUESTION)
    shown = []
    for code in ("one", "two"):
        body = world.category_body(code=code)
        body["requirements"] = [{"code": "safeguarding"}]
        made = lead.make(f"{path}/categories", body)
        shown.append(made["requirements"])
    assert shown == [[{
        "code": "safeguarding", "question": QUESTION["question"],
        "justification": QUESTION["justification"],
        "question_id": question["id"]}]] * 2
    lead.make(f"{path}/opening")
    provider, spot = world.provider(), world.places.centre()
    home = world.home(provider, spot)
    made = provider.make("/v1/applications", {
        "scheme_id": path.rsplit("/", 1)[1], "entries": [
            {"establishment_id": home["id"], "category_id": c["id"]}
            for c in lead.every(f"{path}/categories")]})
    asked = provider.read(f"/v1/applications/{made['id']}/common-answers")
    assert {a["code"]: a["entries"] for a in asked["asked"]
            if a["member"] == "requirements"} == {"safeguarding": 2}


def test_r193_a_category_may_say_it_in_words_of_its_own(world, lead, path):
    lead.make(f"{path}/questions", QUESTION)
    body = world.category_body()
    body["requirements"][0]["question"] = "Do you have a policy?"
    (item,) = lead.make(f"{path}/categories", body)["requirements"]
    assert item["question"] == "Do you have a policy?"
    assert item.get("question_id") is None


def test_what_stands_neither_here_nor_there_is_named_at_once(
        world, lead, path):
    lead.make(f"{path}/questions", QUESTION)
    body = world.category_body()
    body["requirements"] = [{"code": "safeguarding"}, {"code": "fire"}]
    del body["statements"][1]["justification"]
    answer = lead.post(f"{path}/categories", body, expect=422)
    assert pointers(answer) == [
        "#/requirements/1/question", "#/requirements/1/justification",
        "#/statements/1/justification"]


def test_a_question_is_of_its_kind_and_its_scheme(world, lead, path):
    lead.make(f"{path}/questions", QUESTION | {"kind": "statement"})
    other = world.draft_scheme()
    lead.make(f"/v1/schemes/{other['id']}/questions", QUESTION)
    body = world.category_body()
    body["requirements"] = [{"code": "safeguarding"}]
    answer = lead.post(f"{path}/categories", body, expect=422)
    assert pointers(answer) == ["#/requirements/0/question",
                                "#/requirements/0/justification"]


def test_a_code_stands_once_in_the_library(lead, path, nobody):
    first = lead.make(f"{path}/questions", QUESTION)
    answer = lead.post(f"{path}/questions", QUESTION, expect=409)
    assert slug(answer) == "conflict"
    assert [e["pointer"] for e in answer.json()["errors"]] == ["#/code"]
    second = lead.make(f"{path}/questions", QUESTION | {"kind": "statement"})
    assert lead.every(f"{path}/questions", limit=1) == [first, second]
    assert lead.read(f"{path}/questions/{second['id']}") == second
    nobody.get(f"{path}/questions", expect=404)


def test_r073_criteria_split_and_rationale_without_signing_in(
        world, nobody):
    market = world.market(weights_rationale="What is done for it decides",
                          highest_risk="moderate")
    shown = nobody.read(f"/v1/categories/{market.category['id']}")
    assert shown["split"] == {"price": 50, "quality": 50}
    assert shown["weights_rationale"] == "What is done for it decides"
    assert shown["highest_risk"] == "moderate"
    assert all(i["question"] and i["justification"]
               for i in shown["requirements"] + shown["statements"])


def test_r071_social_value_is_asked_and_weighs_nothing_unless_told(world):
    body = world.category_body()
    body["statements"].append({
        "code": "social-value", "question": "What will you do for the area?",
        "justification": "It is delivered through the contract", "weight": 0})
    market = world.market(statements=body["statements"])
    carried = []
    for score in (0, 5):
        home = world.accredited_home(market, world.places.centre(),
                                     scores={"social-value": score})
        made = home.provider.read(
            f"/v1/accreditations/{home.accreditation_id}")
        carried.append(made["core_score"])
    assert carried[0] == carried[1] == 80
