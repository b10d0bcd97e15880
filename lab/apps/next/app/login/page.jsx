"use client";

import { Here } from "../here.jsx";

export default function SignIn() {
  return (
    <Here>
      <main>
        <h1>Sign in</h1>
        <form onSubmit={(event) => event.preventDefault()}>
          <label>Email <input type="email" name="email" autoComplete="username" /></label>
          <label>Password <input type="password" name="password" autoComplete="current-password" /></label>
          <button type="submit">Sign in</button>
        </form>
      </main>
    </Here>
  );
}
