"""Work of the outbox that a request leaves for later."""

from consult.jobs.runner import Recurring
from consult.mail import delivery, outbox

A_MINUTE = 60

HANDLERS = {outbox.DELIVER: delivery.deliver}
RECURRING = (Recurring("mail.deliver_waiting", A_MINUTE, delivery.deliver_waiting),)
