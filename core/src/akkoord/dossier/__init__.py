"""Keep the dossier of a customer: situations, proposals, side agreements, visits, and what happened."""

from akkoord.dossier.answers import NO_ANSWERS, Answers, AnswersTooLong, changed_names
from akkoord.dossier.attachments import Attachment, InvalidAttachment, keep_file
from akkoord.dossier.customer_files import CustomerFile, CustomerFiles
from akkoord.dossier.customers import Customer, Customers, CustomerState, Page
from akkoord.dossier.notes import InvalidNote, Note, Notes
from akkoord.dossier.party import FIELDS, LEGAL_FORMS, InvalidParty, LegalForm, Party, Person
from akkoord.dossier.proposals import NoSituation, Proposal, ProposalClosed, Proposals, ProposalState
from akkoord.dossier.side_agreements import InvalidAgreement, SideAgreement, SideAgreements
from akkoord.dossier.situations import OlderSituation, Situation, Situations
from akkoord.dossier.states import IllegalTransition, Machine, machine, machines, state_words
from akkoord.dossier.timeline import TimelineEntry, timeline
from akkoord.dossier.visits import Visit, Visits

__all__ = [
    "FIELDS",
    "LEGAL_FORMS",
    "NO_ANSWERS",
    "Answers",
    "AnswersTooLong",
    "Attachment",
    "Customer",
    "CustomerFile",
    "CustomerFiles",
    "CustomerState",
    "Customers",
    "IllegalTransition",
    "InvalidAgreement",
    "InvalidAttachment",
    "InvalidNote",
    "InvalidParty",
    "LegalForm",
    "Machine",
    "NoSituation",
    "Note",
    "Notes",
    "OlderSituation",
    "Page",
    "Party",
    "Person",
    "Proposal",
    "ProposalClosed",
    "ProposalState",
    "Proposals",
    "SideAgreement",
    "SideAgreements",
    "Situation",
    "Situations",
    "TimelineEntry",
    "Visit",
    "Visits",
    "changed_names",
    "keep_file",
    "machine",
    "machines",
    "state_words",
    "timeline",
]
