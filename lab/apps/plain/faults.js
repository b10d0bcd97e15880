// What is wrong with the app, by name: from the page's own `data-faults`, or from `?faults=a,b` in its address.
// The same file for all three apps; `build.sh` copies it into each before it builds.

const host = () => window.location.hostname;

const FAULTS = {
  // A script and a picture over plain http: the one is blocked, the other asked for by https.
  mixed() {
    const script = document.createElement("script");
    script.src = `http://static.${host()}/widget.js`;
    document.body.append(script);
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = `http://static.${host()}/team.png`;
    document.body.append(picture);
  },
  // The address of the developer's machine, as a setting gives it: no file holds it in one piece.
  localhost() {
    fetch(`http://${atob("bG9jYWxob3N0")}:3001/api/members`).catch(() => {});
  },
  console() {
    console.error("Could not load the calendar of member@club.example");
    setTimeout(() => undefined.events.map(String), 0);
  },
  socket() {
    try {
      new WebSocket(`ws://${host()}/live`);
    } catch {
      // browsers refuse at once
    }
  },
  // The API lives on another host, which does not allow this one.
  cors() {
    fetch(`https://api.${host()}/feed`, { headers: { "x-club": "1" } }).catch(() => {});
  },
  // Remembers who is signed in where every script can read it.
  cookie() {
    document.cookie = "session_token=abc; path=/; secure";
  },
};

export function wanted() {
  const page = document.documentElement.dataset.faults || "";
  const query = new URLSearchParams(window.location.search).get("faults") || "";
  return [...page.split(","), ...query.split(",")].filter(Boolean);
}

export function plant() {
  wanted().forEach((name) => FAULTS[name]?.());
}

// `white`: the app falls over before it shows anything.
export function standing() {
  if (wanted().includes("white")) throw new Error("The settings of this app are missing");
}
