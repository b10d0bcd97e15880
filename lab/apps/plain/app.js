import { plant, standing } from "./faults.js";

const app = document.getElementById("app");

const pages = {
  "/": (club) => `
    <header><h1>Calm Club</h1><nav><a href="/login" data-route>Sign in</a></nav></header>
    <main><p>Weekly calls, a library of exercises and a circle of people who keep each other going.</p>
    <p>${club.guests} people came to the last open evening.</p></main>`,
  "/login": () => `
    <main><h1>Sign in</h1><form id="sign-in">
    <label>Email <input type="email" name="email" autocomplete="username"></label>
    <label>Password <input type="password" name="password" autocomplete="current-password"></label>
    <button type="submit">Sign in</button></form></main>`,
};

async function show() {
  standing();
  const club = await (await fetch("/api/club.json")).json();
  app.innerHTML = (pages[window.location.pathname] || pages["/"])(club);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-route]");
  if (!link) return;
  event.preventDefault();
  history.pushState({}, "", link.getAttribute("href"));
  show();
});
document.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("popstate", show);

show().then(plant);
