// How many seats are left right now: the page says what was true when it was made, the API what is true.
const pills = document.querySelectorAll("[data-meeting]");

fetch("https://api.club.example/api/sessions")
  .then((answer) => (answer.ok ? answer.json() : []))
  .then((meetings) => {
    for (const pill of pills) {
      const meeting = meetings.find((one) => String(one.id) === pill.dataset.meeting);
      if (meeting) pill.textContent = `${meeting.left} of ${pill.dataset.seats} seats left`;
    }
  })
  .catch(() => {}); // without an answer the page stays as it was sent
