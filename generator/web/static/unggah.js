// Many files: one a request, three at a time; what does not arrive is sent again. Without JavaScript the form sends all at once.
"use strict";

const sender = document.querySelector("form[data-unggah]");
const told = document.getElementById("kirim");
const AT_ONCE = 3;
const TRIES = 6;
const WAIT = 1500;
const LARGEST = 20 * 1024 * 1024;
let upload = "";
let arrived = new Set();

function pause(seconds) {
  return new Promise((done) => { setTimeout(done, seconds); });
}

// Sends something until it is taken or refused for good; a server that is busy, or away for a moment, is asked again.
async function sent(address, body) {
  for (let tried = 1; ; tried++) {
    let answer = null;
    try { answer = await fetch(address, { method: "POST", body }); } catch { /* not connected */ }
    if (answer && answer.status < 500 && answer.status !== 429) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer;
    }
    if (tried >= TRIES) throw new Error("0");
    await pause(Number(answer?.headers.get("retry-after")) * 1000 || WAIT * tried);
  }
}

function parcel(file, at) {
  const body = new FormData();
  body.append("nomor", at);
  body.append("jenis", sender.elements.jenis.value);
  if (file.size > LARGEST) body.append("nama", file.name); else body.append("berkas", file, file.name);
  return body;
}

async function sendAll(files) {
  if (!upload) upload = (await (await sent("/unggah", new URLSearchParams({ "satu-satu": "1", jenis: sender.elements.jenis.value }))).json()).id;
  const left = files.map((file, at) => [file, at]).filter(([, at]) => !arrived.has(at));
  let failed = 0;
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      try {
        await sent(`/unggahan/${upload}/berkas`, parcel(...next));
        arrived.add(next[1]);
      } catch { failed++; }
      told.textContent = `Mengirim: ${arrived.size} dari ${files.length} berkas sampai.`;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}

async function hand(event) {
  event.preventDefault();
  const files = [...sender.elements.berkas.files], button = sender.querySelector("button");
  if (files.length > 200) { told.textContent = "Paling banyak 200 berkas sekali unggah."; return; }
  button.disabled = true;
  told.textContent = `Mengirim ${files.length} berkas …`;
  try {
    const failed = await sendAll(files);
    if (failed) throw new Error(String(failed));
    location.href = (await sent(`/unggahan/${upload}/lengkap`, new URLSearchParams())).url;
  } catch {
    button.disabled = false;
    told.textContent = `Belum semua berkas sampai (${arrived.size} dari ${files.length}). Tekan Unggah dan periksa lagi; yang sudah sampai tidak dikirim ulang.`;
  }
}

if (sender) {
  sender.addEventListener("submit", hand);
  sender.elements.berkas.addEventListener("change", () => { upload = ""; arrived = new Set(); });
}
