"use client";

import Link from "next/link";
import { useEffect, useState } from "react";

import { Here } from "./here.jsx";

export default function Home() {
  const [club, setClub] = useState(null);
  useEffect(() => {
    fetch("/api/club.json").then((answer) => answer.json()).then(setClub);
  }, []);
  return (
    <Here>
      <header>
        <h1>Calm Club</h1>
        <nav><Link href="/login">Sign in</Link></nav>
      </header>
      <main>
        <p>Weekly calls, a library of exercises and a circle of people who keep each other going.</p>
        {club && <p>{club.guests} people came to the last open evening.</p>}
      </main>
    </Here>
  );
}
