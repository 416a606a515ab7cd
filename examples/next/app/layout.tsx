// The page around the Next.js example.

import "../../shared/examples.css";

export const metadata = { title: "customer-context in Next.js" };

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
