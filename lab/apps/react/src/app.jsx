import { useEffect, useState } from "react";

import { plant } from "./faults.js";

export function App() {
  const [path, setPath] = useState(window.location.pathname);
  const go = (event, to) => {
    event.preventDefault();
    window.history.pushState({}, "", to);
    setPath(to);
  };
  useEffect(() => {
    const back = () => setPath(window.location.pathname);
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);
  useEffect(plant, []);
  return path === "/login" ? <SignIn /> : <Home go={go} />;
}

function Home({ go }) {
  const [club, setClub] = useState(null);
  useEffect(() => {
    fetch("/api/club.json").then((answer) => answer.json()).then(setClub);
  }, []);
  return (
    <>
      <header>
        <h1>Calm Club</h1>
        <nav><a href="/login" onClick={(event) => go(event, "/login")}>Sign in</a></nav>
      </header>
      <main>
        <p>Weekly calls, a library of exercises and a circle of people who keep each other going.</p>
        {club && <p>{club.guests} people came to the last open evening.</p>}
      </main>
    </>
  );
}

function SignIn() {
  return (
    <main>
      <h1>Sign in</h1>
      <form onSubmit={(event) => event.preventDefault()}>
        <label>Email <input type="email" name="email" autoComplete="username" /></label>
        <label>Password <input type="password" name="password" autoComplete="current-password" /></label>
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
