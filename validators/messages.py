"""The Indonesian sentence of every finding, by code: what is wrong, and what to do. The one catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from validators import identifiers, numbering, values
from validators.annex_messages import ANNEXES
from validators.faults import FAULTS
from validators.findings import Finding, Path, Severity
from validators.spelling import nearest

_SHAPE: Final[Mapping[str, tuple[str, str]]] = {
    "wajib-diisi": ("Wajib diisi, tetapi kosong.", "Lengkapi isian ini."),
    "kunci-tidak-dikenal": ("Kunci “{nilai}” tidak dikenal{usul}", "Perbaiki nama kuncinya, atau hapus baris itu."),
    "kunci-dihitung": ("“{nilai}” dihitung program, tidak diisi.", "Hapus baris ini; nilainya tercetak sendiri."),
    "kunci-ganda": ("Kunci “{nilai}” ditulis dua kali; yang pertama di baris {pertama}.", "Hapus salah satunya."),
    "koma-dalam-kurung": (
        "Nilai “{nilai}” terbaca hanya “{terbaca}”: di dalam {kurung} koma memisahkan isian.",
        'Di dalam {kurung} nilai yang memuat koma ditulis di antara tanda kutip: "{nilai}".',
    ),
    "koma-dalam-daftar": (
        "“{nilai}” terbaca sebagai beberapa butir, mulai dari “{terbaca}”: di dalam {kurung} koma memisahkan butir.",
        'Di dalam {kurung} nilai yang memuat koma ditulis di antara tanda kutip: "{nilai}". Bila memang beberapa butir, tulis satu butir sebaris.',
    ),
    "nilai-berkurung": (
        "Isian “{nilai}” diawali tanda kurung, yang di YAML membuka daftar atau kelompok isian.",
        "Nilai yang diawali tanda kurung ditulis di antara tanda kutip.",
    ),
    "kunci-tanpa-titik-dua": (
        "Tulisan “{nilai}” di dalam {kurung} tidak mempunyai kunci dan titik dua.",
        'Tulis "kunci: nilai". Di dalam {kurung} nilai yang memuat koma ditulis di antara tanda kutip.',
    ),
    "titik-dua-dalam-nilai": (
        "Nilai “{nilai}” memuat titik dua dan spasi, sehingga terbaca sebagai kunci dan nilai.",
        'Tulis nilainya di antara tanda kutip: "{nilai}".',
    ),
    "titik-dua-tanpa-spasi": ("Sesudah titik dua pada “{nilai}” tidak ada spasi, sehingga terbaca sebagai teks.", 'Tulis "{betul}".'),
    "daftar-rancu": (
        "[{nilai}] dapat dibaca sebagai satu bilangan desimal atau beberapa bilangan.",
        'Tulis setiap bilangan di barisnya sendiri, atau bilangan desimal di antara tanda kutip: ["{nilai}"].',
    ),
    "tanda-pagar": (
        "Tulisan sesudah tanda # tidak dibaca: “{nilai}”.",
        "Bila itu bagian dari isinya, tulis nilainya di antara tanda kutip. Bila catatan, tulis di baris sendiri.",
    ),
    "pilihan-tidak-dikenal": ("“{nilai}” bukan pilihan yang ada{usul}", "Pilih salah satu: {pilihan}."),
    "pilihan-ditolak": ("“{nilai}” tidak diterima: {sebab}", "Pakai pilihan yang tercantum pada formulirnya."),
    "di-luar-katalog": ("“{nilai}” tidak ada dalam katalog {katalog}{usul}", "Periksa penulisannya. Bila memang di luar katalog, biarkan."),
    "terlalu-kecil": ("{nilai} kurang dari batas terkecil, {batas}.", "Perbaiki bilangannya."),
    "terlalu-besar": ("{nilai} lebih dari batas terbesar, {batas}.", "Perbaiki bilangannya."),
    "baris-kurang": ("Baru {nilai} baris, paling sedikit {batas}.", "Tambah barisnya."),
    "baris-lebih": ("Ada {nilai} baris, paling banyak {batas}.", "Kurangi barisnya."),
    "butir-kurang": ("Baru {nilai} butir, paling sedikit {batas}.", "Tambah butirnya."),
    "butir-lebih": ("Ada {nilai} butir, paling banyak {batas}.", "Kurangi butirnya."),
    "pola-tidak-cocok": ("“{nilai}” tidak sesuai bentuk yang diminta. {petunjuk}", "Tulis ulang sesuai bentuknya."),
    "terlalu-panjang": ("Teks berisi {nilai} karakter, paling banyak {batas}.", "Ringkas teksnya."),
    "jenis-salah": ("Isinya {nilai}, seharusnya {jenis}.", "Samakan susunannya dengan formulir kosong (borang blank)."),
    "di-luar-ketentuan": (
        "Nilai {nilai} tidak memenuhi ketentuan isian ini.",
        "Periksa petunjuk isian ini di formulir kosong (borang blank).",
    ),
    "kunci-terlalu-banyak": (
        "Ada {nilai} kunci yang tidak dikenal; yang disebut {batas} saja.",
        "Periksa apakah berkas ini memang isian jenis ini.",
    ),
    "berkas-bukan-jenisnya": ("“{nama}” berisi {jenis}, bukan {diminta}.", "Pilih atau simpan berkas yang berupa {diminta}."),
    "berkas-terlalu-besar": ("“{nama}” berukuran {nilai} MB, paling besar {batas} MB.", "Perkecil berkasnya."),
    "paket-rusak": (
        "“{nama}” rusak: isinya tidak dapat dibaca utuh sebagai {diminta}.",
        "Buka dan simpan ulang; bila tidak dapat dibuka, minta berkasnya dikirim lagi.",
    ),
    "paket-terkunci": (
        "“{nama}” terkunci sandi.",
        "Buka dengan sandinya, hapus sandinya (File > Info > Protect), simpan sebagai {diminta}.",
    ),
    "paket-format-lama": ("“{nama}” berformat Office lama (.xls, .doc).", "Buka di Word atau Excel, lalu simpan sebagai {diminta}."),
    "paket-terlalu-besar": (
        "Isi “{nama}” terlalu besar setelah dibuka dari kemasannya.",
        "Hapus baris, lembar, dan gambar yang tidak perlu; tabel besar dapat disimpan sebagai CSV.",
    ),
    "paket-bagian-ganda": (
        "“{nama}” memuat dua bagian bernama sama, sehingga dua program dapat membaca dua isi yang berbeda.",
        "Buka dan simpan ulang dengan Word atau Excel.",
    ),
    "paket-nama-keluar": (
        "“{nama}” memuat bagian yang namanya menunjuk ke luar berkas.",
        "Jangan dipakai bila asalnya tidak jelas; bila jelas, buka dan simpan ulang dengan Word atau Excel.",
    ),
    "paket-dtd": (
        "“{nama}” memuat deklarasi (DTD) yang tidak pernah ditulis Word atau Excel dan dapat mengganti isinya.",
        "Jangan dipakai bila asalnya tidak jelas; bila jelas, buka dan simpan ulang.",
    ),
    "paket-makro": ("“{nama}” memuat makro atau kendali aktif.", "Simpan ulang sebagai {diminta} tanpa makro, lalu pakai hasilnya."),
    "paket-tautan-luar": (
        "“{nama}” menaut berkas di luar dirinya, sehingga isinya dapat berubah tanpa terlihat.",
        "Sematkan gambarnya, jangan ditautkan; tautan yang diklik orang boleh.",
    ),
    "paket-data-luar": (
        "“{nama}” mengambil nilai dari buku kerja atau basis data lain; nilai yang tersimpan di sini dapat sudah basi.",
        "Di Excel: Data > Edit Links > Break Link (kueri: Queries & Connections > Delete), lalu simpan.",
    ),
    "paket-benda-luar": (
        "Templat memuat objek, bidang, atau rumus yang mengambil isi dari luar.",
        "Ganti dengan gambar, teks, atau nilainya.",
    ),
    "gambar-rusak": ("Gambar “{nama}” rusak atau terpotong.", "Simpan ulang gambarnya sebagai PNG atau JPG."),
    "gambar-terlalu-besar": (
        "Gambar “{nama}” berukuran {nilai} piksel, paling banyak {batas}.",
        "Perkecil gambarnya; logo cukup 1000 x 1000 piksel.",
    ),
    "logo-tidak-ada": (
        "Logo “{nilai}” tidak ada di folder institusi.yaml.",
        "Taruh berkasnya di folder itu dan tulis namanya saja, atau kosongkan logo.",
    ),
    "logo-tidak-terbaca": ("Logo “{nilai}” tidak dapat dibaca ({sebab}).", "Periksa berkasnya, atau kosongkan logo."),
    "jabatan-tertulis-dua-kali": (
        "“{nilai}” tertulis di jabatan, padahal juga disebut oleh kunci {kunci}; tercetak sekali saja.",
        "Hapus salah satunya.",
    ),
    "plt-dan-plh": ("Plt. dan Plh. disebut bersamaan.", "Pilih salah satunya."),
    "kunci-kembar": ("“{nilai}” sudah dipakai di baris {pertama}.", "Setiap baris harus mempunyai {kolom} yang berbeda."),
    "butir-kembar": ("“{nilai}” sudah ada pada butir {pertama}.", "Setiap butir {daftar} harus berbeda."),
    "baris-tidak-dikenal": ("“{nilai}” tidak ada dalam {daftar}{usul}", "Samakan penulisannya dengan salah satu {kolom} di {daftar}."),
    "baris-belum-ada": ("Belum ada baris untuk {nilai}.", "Tambahkan: setiap baris {daftar} ada tepat satu kali di sini."),
    "baris-matriks-tidak-dikenal": ("“{nilai}” tidak ada dalam {daftar}{usul}", "Samakan penulisannya dengan isi {daftar}."),
    "matriks-kolom-kosong": ("Kolom “{nilai}” belum diisi di baris mana pun.", "Lengkapi kolom itu di setiap baris."),
    "mendahului": ("{nilai} mendahului {label}, {lain}.", "Perbaiki salah satunya."),
    "harus-kosong": ("Isian ini hanya untuk {syarat}, padahal diisi.", "Kosongkan, atau perbaiki isian yang menentukannya."),
    "asal-tidak-ada": (
        "Berkas “{nilai}” tidak ada di folder berkas ini{usul}",
        "Perbaiki namanya, atau pindahkan berkasnya ke folder ini.",
    ),
    "kop-tidak-ada": ("Berkas institusi “{nilai}” tidak ada{usul}", "Perbaiki namanya; kini kop diambil dari institusi.yaml terdekat."),
    "asal-bukan-nama": ("Di sini ditulis nama satu berkas, misalnya {kunci}: {kunci}.yaml.", "Tulis nama berkasnya, atau hapus baris ini."),
    "asal-jenis-lain": ("Berkas “{nilai}” bukan berkas {jenis}.", "Sebut berkas yang baris pertamanya jenis: {jenis}."),
    "asal-melingkar": ("Berkas “{nilai}” sendiri mengambil isinya dari berkas ini.", "Hapus salah satu dari kedua baris itu."),
    "asal-tanpa-baris": (
        "{berkas} belum memuat baris {tabel}, padahal satu dokumen dibuat tiap baris; tidak ada yang dibuat.",
        "Isi tabel itu dahulu.",
    ),
    "asal-tidak-terbaca": ("Berkas “{nilai}” tidak terbaca: {sebab}", "Perbaiki berkas itu dahulu."),
    "asal-belum-benar": (
        "Isian ini diambil dari {tempat}, yang belum benar: {sebab}",
        "Perbaiki berkas asalnya, atau tulis isian ini di sini.",
    ),
    "berkas-jenis-lain": ("Berkas ini berjenis “{nilai}”, sedangkan yang dikumpulkan {jenis}.", "Pindahkan ke folder lain."),
    "berkas-kembar": ("“{nilai}” sudah datang dari {berkas}.", "Sisakan satu berkas, atau bedakan namanya."),
    "beda-antar-berkas": (
        "{label_isian} di sini {nilai}, sedangkan {berkas} memuat {lain}.",
        "Samakan; semua berkas yang dikumpulkan harus tentang hal yang sama.",
    ),
    "belum-masuk": ("Berkas “{nilai}” belum masuk.", "Minta berkasnya, atau keluarkan dari daftar."),
    "beda-dari-program": (
        "Tertulis {nilai}, sedangkan {tempat} memuat {lain}.",
        "Samakan keduanya, atau hapus di sini agar diambil dari sana. Yang dipakai tulisan di berkas ini.",
    ),
    "tabel-beda-dari-program": (
        "Baris-baris yang tertulis di sini berbeda dari yang dimuat {tempat}.",
        "Samakan keduanya, atau hapus di sini agar diambil dari sana. Yang dipakai baris-baris di berkas ini.",
    ),
    "baris-di-luar-asal": ("“{nilai}” tidak ada dalam {berkas}{usul}", "Samakan penulisannya, atau tambahkan di berkas itu."),
    "jenis-dokumen-tidak-ada": ("Berkas tidak menyebut jenis dokumennya{usul}", 'Tulis "jenis: ..." di baris pertama, atau pakai --type.'),
    "jenis-dokumen-tidak-dikenal": ("Jenis dokumen “{nilai}” tidak dikenal{usul}", "Lihat daftarnya dengan: borang list."),
    "revisi-lain": (
        "Formulir ini revisi {nilai}, sedangkan jenis dokumennya revisi {kini}.",
        "Periksa isiannya; formulir revisi terbaru: borang blank {jenis}.",
    ),
    "jenis-dokumen-berbeda": ("Berkas menyebut jenis “{nilai}”, padahal diminta “{diminta}”.", "Samakan, atau hilangkan --type."),
}
_COMPUTED: Final[Mapping[str, tuple[str, str]]] = {
    "pembagi-nol": ("{apa} tidak dapat dihitung, karena pembaginya 0.", "Periksa bilangan yang menjadi pembaginya."),
}
_TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "kolom-tidak-ada": ("Kolom “{nilai}” tidak ada{usul}", "Judul kolom yang diperlukan: {kolom}."),
    "kolom-tidak-dikenal": ("Kolom “{nilai}” tidak dikenal{usul}", "Perbaiki judulnya, atau biarkan bila memang tidak diperlukan."),
    "kolom-ganda": ("Kolom “{nilai}” ada lebih dari satu.", "Bedakan judulnya, atau hapus salah satunya."),
    "kolom-bukan-angka": (
        "Kolom “{nilai}” berisi kata di setiap baris, misalnya “{contoh}”; yang diminta angka.",
        "Tulis angkanya; bila kolom ini keterangan, hapus dari tabel.",
    ),
    "kolom-tanpa-judul": ("Kolom ini berisi data (“{nilai}”), tetapi tidak berjudul dan tidak dibaca.", "Beri judul di atasnya."),
    "kolom-tersembunyi": ("Kolom “{nilai}” tersembunyi, tetapi ikut dibaca.", "Tampilkan kolomnya, atau hapus bila tidak dipakai."),
    "kolom-tanpa-bobot": ("Judul kolom “{nilai}” tidak memuat bobot.", "Tulis bobotnya dalam judul, misalnya {nilai} (40%)."),
    "tabel-tanpa-baris": ("Tabel belum berisi data.", "Isi paling sedikit satu baris di bawah judul kolom: {kolom}."),
    "baris-kembar": ("“{nilai}” sudah ada di {pertama}.", "Sisakan satu, atau bedakan namanya."),
    "kolom-dilewati": (
        "Kolom “{nilai}” dilewati: {sebab}.",
        "Biarkan bila memang demikian; bila kolom ini data, ganti judulnya, misalnya “{contoh}”.",
    ),
    "kolom-hitungan": (
        "Kolom “{nilai}” sama dengan {hitungan} kolom lainnya di setiap baris, sehingga tampaknya hasil hitungan.",
        "Hapus kolomnya; bila memang data, ganti judulnya, misalnya “{contoh}”.",
    ),
    "skala-lima": (
        "Lembar ini memakai skala sampai {nilai}, sedangkan CVI memakai skala 1 sampai 4.",
        "Minta penilaian ulang dengan skala 1–4 (3 dan 4 berarti relevan); skala lain tidak dapat diubah begitu saja.",
    ),
    "skala-nol-satu": (
        "Semua isinya {nilai}: tidak jelas apakah 1 berarti nilai terendah pada skala, atau tanda setuju.",
        "{cara}",
    ),
    "baris-terlalu-panjang": (
        "Baris ini berisi {nilai} sel di bawah {judul} judul kolom.",
        'Bila koma desimal terbaca sebagai pemisah: tulis 40.5, tulis "40,5" di antara tanda kutip, '
        "atau simpan sebagai CSV dengan titik koma.",
    ),
    "baris-nomor-kolom": ("Baris ini hanya menomori kolom, jadi tidak dibaca sebagai data.", "Biarkan bila memang demikian."),
    "baris-judul": ("Baris ini mengulang judul kolom, jadi tidak dibaca sebagai data.", "Biarkan bila memang demikian."),
    "baris-jumlah": ("Baris “{nilai}” di akhir tabel dibaca sebagai jumlah, bukan data.", "Biarkan bila memang demikian."),
    "baris-kaki": (
        "Baris “{nilai}” di bawah tabel tidak dibaca sebagai data.",
        "Biarkan bila memang demikian; bila data, beri nomor di kolom No.",
    ),
    "baris-rancu": (
        "Baris “{nilai}” di akhir tabel dapat berupa data, dapat pula jumlah atau catatan.",
        "Bila data, lengkapi nama dan nomornya di kolom No; bila bukan, hapus barisnya.",
    ),
    "lembar-serupa": (
        "Lembar “{nilai}” berjudul kolom sama, tetapi tidak dibaca.",
        "Gabungkan dalam satu lembar, atau hitung satu per satu dengan --sheet NAMA.",
    ),
    "lembar-lain": ("Lembar “{nilai}” tidak dibaca.", "Bila lembar itu yang dimaksud, sebut dengan --sheet NAMA."),
    "baris-jumlah-di-tengah": ("Baris “{nilai}” di tengah tabel tampaknya jumlah, bukan data.", "Hapus baris itu, atau ganti namanya."),
    "baris-tersembunyi": ("Baris ini tersembunyi, tetapi ikut dihitung.", "Tampilkan barisnya, atau hapus bila tidak dihitung."),
    "lembar-hilang": (
        "Lembar “{nilai}” tidak ada lagi di formulir ini.",
        "Biarkan bila tidak ada isinya; bila ada, buat formulirnya lagi.",
    ),
    "lembar-di-luar-formulir": (
        "Lembar “{nilai}” bukan bagian formulir, jadi tidak dibaca{usul}",
        "Biarkan bila hanya catatan; pindahkan isinya ke lembar formulir bila bukan.",
    ),
    "tempat-hilang": ("Tempat untuk “{nilai}” tidak ada lagi di formulir ini.", "Buat formulirnya lagi, lalu salin isinya."),
    "isian-tidak-dikenal": (
        "“{nilai}” bukan isian formulir ini{usul}",
        "Kembalikan nama isiannya seperti semula; biarkan bila hanya catatan.",
    ),
    "isian-ganda": ("“{nilai}” terisi di dua tempat dalam formulir ini, tidak sama.", "Hapus salah satunya."),
    "gambar-tertempel": (
        "Gambar yang ditempelkan pada “{nilai}” tidak dibaca.",
        "Tulis isinya; untuk isian gambar tulis nama berkasnya, yang berada di folder yang sama.",
    ),
    "sel-tidak-dibaca": (
        "“{nilai}” tidak berada di tempat isian, jadi tidak dibaca.",
        "Pindahkan ke tempatnya; biarkan bila hanya catatan.",
    ),
    "baris-tanpa-induk": ("Baris ini tidak menyebut baris {daftar} yang memuatnya.", "Pilih {kolom} dari {daftar} di kolom pertamanya."),
    "baris-tanpa-nama": ("Baris ini berisi, tetapi nama barisnya terhapus.", "Tulis lagi nama baris itu seperti dalam formulir {daftar}."),
    "nilai-tanpa-nama-baris": ("Nilai ini berada di baris yang belum bernama.", "Isi dahulu nama barisnya."),
    "sel-gabung": ("Sel ini gabungan, sehingga hanya sel pertamanya yang berisi.", "Pisahkan selnya dan isi satu per satu."),
    "sel-galat": ("Sel berisi kesalahan rumus {nilai}.", "Perbaiki rumusnya, atau ganti dengan nilainya."),
    "rumus-tanpa-hasil": ("Sel berisi rumus yang hasilnya belum tersimpan.", "Buka di Excel lalu simpan lagi, atau ganti dengan nilainya."),
    "melebihi-sasaran": ("{isi} {nilai}, lebih banyak daripada {acuan} {batas}.", "Periksa kedua bilangan; bila memang demikian, biarkan."),
    "temuan-lagi": (
        "Masih ada temuan lain dengan kode {kode}, dari baris ini ke bawah.",
        "Perbaiki dahulu yang disebut, lalu hitung lagi.",
    ),
    "nilai-dilewati": ("Kosong; tidak ikut dihitung.", "Lengkapi bila nilainya memang ada."),
    "poin-di-luar-anjuran": (
        "Total {nilai} poin di luar {minimum}–{maksimum} poin yang disarankan aturan {aturan}.",
        "Periksa kuantitas dan poinnya. Ini peringatan, bukan penolakan.",
    ),
}
_EXPORTS: Final[Mapping[str, tuple[str, str]]] = {
    "pertanyaan-dilewati": ("Kolom yang tidak dibaca: {nilai}.", "Biarkan bila memang demikian."),
    "pertanyaan-tidak-dikenal": ("Pertanyaan “{nilai}” belum jelas masuk ke isian mana.", "{cara}"),
    "pertanyaan-mirip": ("Pertanyaan “{nilai}” mirip {tempat}, tetapi belum pasti.", "{cara}"),
    "pertanyaan-ganda": ("Pertanyaan “{nilai}” ganda: {tempat}.", "{cara}"),
    "pertanyaan-belum-ditentukan": (
        "Pertanyaan “{nilai}” masih bertanda “?” dalam {berkas}, baris {baris}.",
        'Ganti “?” dengan tempat isiannya, atau dengan "-" bila tidak dibaca.',
    ),
    "ekspor-tanpa-isian": (
        "Tidak satu pun judul kolom ekspor ini nama isian jenis itu.",
        "Periksa --type dan berkasnya. Bila benar, buat pemetaannya: {cara}",
    ),
    "di-luar-daftar": ("“{nilai}” tidak ada dalam daftar yang diharapkan{usul}", "Samakan penulisannya, atau tambahkan ke daftar itu."),
    "baris-tanpa-jawaban": ("Baris ini tidak berisi jawaban, jadi tidak dibaca.", "Biarkan bila memang demikian."),
    "tanggal-bulan-dahulu": (
        "Tanggal di berkas ini ditulis bulan dahulu ({nilai}), dan dibaca demikian di semua baris.",
        "Bila keliru, ubah setelan lokal spreadsheet ke Indonesia, lalu unduh lagi.",
    ),
    "gambar-di-tempat-lain": (
        "Gambarnya masih berada di {nilai}.",
        "Unduh gambarnya ke folder berkas ini, lalu tulis nama berkasnya di sel itu.",
    ),
}
_PICTURES: Final[Mapping[str, tuple[str, str]]] = {
    "qr-terlalu-panjang": ("Teks kode QR ini {nilai} huruf, lebih panjang daripada yang dapat dimuat.", "Pendekkan teksnya."),
    "gambar-tidak-ada": (
        "Berkas gambar “{nilai}” tidak ada di folder berkas isian.",
        "Taruh gambarnya di folder itu, atau perbaiki namanya.",
    ),
    "gambar-di-luar-folder": (
        "“{nilai}” menunjuk ke luar folder berkas isian.",
        "Salin gambarnya ke folder berkas isian, lalu tulis namanya saja.",
    ),
    "gambar-tanpa-folder": (
        "Gambar “{nilai}” tidak dapat dicari: isian ini tidak dibaca dari sebuah folder.",
        "Simpan berkas isian dan gambarnya dalam satu folder, lalu baca dari sana.",
    ),
    "gambar-tidak-terbaca": ("Berkas gambar “{nilai}” tidak dapat dibaca ({sebab}).", "Periksa nama berkas dan hak bacanya."),
}
_OTHER: Final[Mapping[str, tuple[str, str]]] = {
    "pdf-tanpa-halaman": (
        "PDF dibuat dari halaman bawaan, bukan dari templat Word Anda.",
        "Pasang LibreOffice agar PDF sama dengan dokumen Word Anda.",
    ),
    "pdf-oleh-typst": (
        "PDF dicetak oleh typst, sebab pustaka Pango belum terpasang di komputer ini.",
        "Kata-katanya sama; pasang Pango bila halaman harus sama persis dengan yang dicetak di komputer lain.",
    ),
    "pdf-tabel-panjang": (
        "Tabel {tabel} berisi {baris} baris; di atas {batas} baris, PDF oleh WeasyPrint memakan waktu bermenit-menit dan banyak memori.",
        "Cetak dengan typst: --engine typst, atau engine: typst pada keluarannya; jenis dengan halaman HTML sendiri memerlukan templat .typ.",
    ),
    "pdf-huruf-lain": (
        "PDF dicetak oleh WeasyPrint, bukan typst: huruf bawaan tidak punya {huruf}.",
        "Ganti huruf itu bila dokumennya harus dicetak typst.",
    ),
    "pdf-halaman-html": (
        "PDF dicetak oleh WeasyPrint, bukan typst: jenis ini punya halaman HTML sendiri.",
        "Tulis templat .typ di sebelah halaman HTML-nya bila hendak dicetak typst.",
    ),
    "pdf-tidak-dibuat": (
        "PDF tidak dibuat: {sebab}",
        "{cara} Keluaran lainnya tetap dibuat.",
    ),
    "hasil-disunting": (
        "“{berkas}” sudah disunting orang atau bukan buatan borang, maka tidak diganti; yang baru ditulis di sebelahnya sebagai “{baru}”.",
        "Bandingkan keduanya, lalu simpan satu.",
    ),
    "hasil-disunting-dibiarkan": (
        "“{berkas}” sudah disunting orang; isiannya tidak berubah, maka dibiarkan.",
        "Hapus berkas itu lebih dahulu bila hendak dibuat ulang.",
    ),
    "pekerja-terhenti": (
        "Dokumen ini tiga kali menghentikan proses yang membuatnya, misalnya karena kehabisan memori.",
        "Periksa isiannya: tabel atau gambarnya mungkin terlalu besar. Dokumen lain tetap dibuat.",
    ),
    "pekerja-terlalu-lama": (
        "Dokumen ini belum selesai pada batas waktunya, tiga kali.",
        "Periksa isiannya: tabelnya mungkin terlalu panjang. Dokumen lain tetap dibuat.",
    ),
    "nama-bernomor": (
        "Nama berkas “{nilai}” sudah dipakai baris lain; yang ini ditulis sebagai “{baru}”.",
        "Biarkan bila memang demikian.",
    ),
    "belum-lengkap": ("Belum dibuat; yang belum ada: {nilai}.", "Lengkapi di berkas asalnya, lalu jalankan lagi."),
    "hasil-sedang-dibuka": (
        "“{berkas}” sedang dibuka di program lain, maka tidak diganti; yang baru ditulis di sebelahnya sebagai “{baru}”.",
        "Tutup berkasnya, lalu ulangi bila nama semula yang dikehendaki.",
    ),
    "rumus-galat": (
        "Rumus {rumus} di dokumen Excel menghasilkan {galat}.",
        "Periksa rumusnya di templat, dan sel yang dibacanya.",
    ),
    "persen-berlebih": (
        "Sel dokumen Excel berformat persen berisi {nilai}, dan tampil sebagai {tampil}%.",
        'Tulis unit: "%" pada isian atau hitungannya, atau ganti format selnya di templat.',
    ),
    "daftar-isi-tanpa-halaman": ("Daftar isi dokumen Word ini belum bernomor halaman.", "Buka di Word, tekan Ctrl+A lalu F9."),
}
HINT_IN_BRACES: Final = "Perbaiki nama kuncinya. Di dalam { } nilai yang memuat koma ditulis di antara tanda kutip."
"""What to do about an unknown key in { }, which may be the second half of a value."""
CATALOGUE: Final[Mapping[str, tuple[str, str]]] = {
    **_SHAPE,
    **_COMPUTED,
    **_TABLES,
    **_EXPORTS,
    **_PICTURES,
    **_OTHER,
    **ANNEXES,
    **numbering.MESSAGES,
    **values.MESSAGES,
    **identifiers.MESSAGES,
    **FAULTS,
}


def finding(code: str, path: Path = (), *, severity: Severity = Severity.ERROR, source: str = "", **facts: Any) -> Finding:
    """Return the finding `code` with its sentence and hint, the facts put in; raises KeyError for an unknown code or fact."""
    message, hint = CATALOGUE[code]
    return Finding(code, message.format(**facts), severity, path, hint=hint.format(**facts), source=source)


MOST_SUGGESTED: Final = 100
"""So many unknown words of one kind are looked for among the known: nobody reads more, and each look goes through all that are known."""


def suggestion(word: Any, known: Sequence[str], *, after: int = 0) -> str:
    """Return how a sentence about an unknown word ends: `, maksud Anda “…”?` with the nearest known word, or a full stop.

    after: how many of its kind were told before it; beyond `MOST_SUGGESTED` none is looked for.
    """
    near = nearest(str(word), known) if after < MOST_SUGGESTED else None
    return f", maksud Anda “{near}”?" if near else "."
