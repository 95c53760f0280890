import Foundation

/// A server on loopback that speaks TLS with a certificate which nobody vouches for and which is another host's. Each
/// request is answered with the same feed. It is played by python3.
struct TLSServer {
    private let process: Process
    let port: Int

    /// Whether this machine has what plays the server.
    static var isThere: Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/python3")
        }
    }

    /// Starts it, with its files in a folder.
    static func started(in folder: String, feed: String) async throws -> TLSServer {
        for (name, text) in [("tls.pem", identity), ("tls.py", script), ("tls.xml", feed)] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        return try await Patience.wait {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "tls.py"]
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            let output = Pipe()
            process.standardOutput = output
            process.standardInput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try Programs.start(process)
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            guard let port = Int(line.prefix { $0.isNumber }) else { throw CocoaError(.fileReadUnknown) }
            return TLSServer(process: process, port: port)
        }
    }

    func stop() {
        process.terminate()
    }

    func url(_ path: String) -> String {
        "https://127.0.0.1:\(port)\(path)"
    }

    private static let script = """
        import http.server, ssl

        class Feed(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = open("tls.xml", "rb").read()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("tls.pem")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    /// Made for these tests alone: for elsewhere.example, by itself, from 2026 to the end of 2125.
    private static let identity = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoBGykuZ95Qf4jtP+
        vqadW+IW6impgm5fHISLOZCkQqqhRANCAAQw6HhpaxNgMZwKWodbus1QdCJadZUc
        GrbHrqzhSsHXTGo/pDcIjH+G0LuoTxwXUqHY1kk4gxVcQdoz07l2clI7
        -----END PRIVATE KEY-----
        -----BEGIN CERTIFICATE-----
        MIIBrjCCAVOgAwIBAgIUIMQfo2DjTT/QAsjq6UkxnPSSnhYwCgYIKoZIzj0EAwIw
        HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYwMTAxMDAwMDAwWhgP
        MjEyNjAxMDEwMDAwMDBaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
        EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMOh4aWsTYDGcClqHW7rNUHQiWnWVHBq2
        x66s4UrB10xqP6Q3CIx/htC7qE8cF1Kh2NZJOIMVXEHaM9O5dnJSO6NxMG8wHQYD
        VR0OBBYEFIi+8CzGn4t3yJQ1UlgkSqnz/R0dMB8GA1UdIwQYMBaAFIi+8CzGn4t3
        yJQ1UlgkSqnz/R0dMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo
        ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAwRgIhAJWQNf07jUlyLbDqDdR9712x
        4CNCkk2fG7n7V7mkkIyxAiEAhIj2A3wuxa0gTKT+ub4Tkybndnm2iYS64w8AxoyO
        R8g=
        -----END CERTIFICATE-----
        """
}
