"""A library with the shipped summaries in it, and people who ask and check."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.answers.actions import load_starter
from alongside.answers.models import AnswerVersion, PlainVersion
from alongside.patients.doors import work_of
from alongside.people.models import Account, Clinician, Duty, Person
from alongside.sources.indexing import catch_up
from tests.family import Family

FOUNDING = "What is the rationale for establishing a collaborative partnership with the patient?"


@dataclass(frozen=True)
class House:
    """`board` and `second` are clinicians on the board; `lay` is on it and no clinician."""

    family: Family
    board: Person
    second: Person
    lay: Person
    editor: Person

    def client(self, person: Person) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person_id=person.pk))
        return client


def _desk_person(name: str, duty: str, profession: str = "") -> Person:
    person = Person.objects.create(full_name=name, called=name.split()[0])
    Account.objects.create_account(username=name.split()[0].lower(), person=person, password=None)
    Duty.objects.create(person=person, name=duty)
    if profession:
        Clinician.objects.create(person=person, profession=profession, title=f"Dr. {name.split()[1]}")
    return person


def make_house(family: Family) -> House:
    with work_of("demonstration", purpose="people for a test"):
        return House(
            family,
            _desk_person("Mei Tanaka", "board", "doctor"),
            _desk_person("Ravi Iyer", "board", "pharmacist"),
            _desk_person("Lena Falk", "board"),
            _desk_person("Edith Brandt", "editor"),
        )


def fill_library() -> None:
    load_starter()
    catch_up()


def asked(client: Client, question: str, **more: str) -> HttpResponse:
    return client.post("/ask/", {"library_question": question, **more}, follow=True)


def tree(response: HttpResponse, status: int = 200) -> HTMLParser:
    assert response.status_code == status
    return HTMLParser(response.content.decode())


def words(response: HttpResponse, status: int = 200) -> str:
    """What stands in the main part, without what a page hides until its script shows it."""
    main = tree(response, status).css_first("main")
    for hidden in main.css("[hidden]"):
        hidden.decompose()
    return " ".join(main.text(separator=" ").split())


def answer_at(response: HttpResponse) -> AnswerVersion:
    """The answer on whose page the client landed."""
    return AnswerVersion.objects.get(pk=UUID(response.request["PATH_INFO"].rsplit("/", 1)[1]))


def founding_plain() -> PlainVersion:
    return PlainVersion.objects.get(answer__question=FOUNDING)
