run lambda { |env| sleep 60 if env['PATH_INFO'] == '/hang'; [200, { 'content-type' => 'text/plain' }, ['ok']] }
