"""E-mail goes out through the server of the settings, and says what the server said when it does not."""

from email.message import EmailMessage

import pytest

from akkoord.mail import CannotSend, send
from akkoord.settings import MailSettings


def mail():
    message = EmailMessage()
    message["To"] = "anna@example.org"
    message["Subject"] = "2 termijnen om op te letten"
    message.set_content("Café de Kroon: opzeggen kan tot 30 november")
    return message


def settings(port):
    return MailSettings(server="127.0.0.1", port=port, encryption="none", sender="akkoord@example.org")


def test_a_mail_arrives_with_its_sender(server):
    send(settings(server.server_address[1]), mail())
    (taken,) = server.taken
    assert "From: akkoord@example.org" in taken
    assert "2 termijnen" in taken


def test_a_server_that_is_not_there_is_said_in_a_sentence(server):
    port = server.server_address[1]
    server.shutdown()
    server.server_close()
    with pytest.raises(CannotSend) as refused:
        send(settings(port), mail())
    assert f"port {port}" in str(refused.value)
