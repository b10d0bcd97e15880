export const metadata = { title: "Calm Club" };

export default function Layout({ children }) {
  return (
    <html lang="en" data-faults="">
      <body><div id="app-root">{children}</div></body>
    </html>
  );
}
